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
        let (result, work) = (result.clone(), props.work.clone());
        use_effect_with((), move |_| {
            // After the first paint, so that the page is at rest.
            platform::after(100, move || {
                let value = work.measure(&platform::now_millis);
                result.set(value.to_string());
                #[cfg(target_arch = "wasm32")]
                crate::ui::listen::answer_speed(value);
            });
        });
    }
    html! { <main class="speed"><output name="speed">{ &*result }</output></main> }
}
