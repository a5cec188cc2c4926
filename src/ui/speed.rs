//! `?fig=speed&job=…`: one measured job and nothing else (FORMATS §5).

use crate::app::speed::Work;
use crate::platform;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub work: Work,
}

#[component]
pub fn SpeedJob(props: &Props) -> Html {
    let result = use_state(String::new);
    {
        let (result, work) = (result.clone(), props.work);
        use_effect_with((), move |_| {
            // After the first paint, so that the page is at rest.
            platform::after(100, move || result.set(work.measure(&platform::now_millis).to_string()));
        });
    }
    html! { <main class="speed"><output name="speed">{ &*result }</output></main> }
}
