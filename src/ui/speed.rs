//! `?fig=speed&job=…`: one measured job and nothing else (FORMATS §5).

use crate::app::speed::Job;
use crate::platform;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub job: Job,
}

#[component]
pub fn SpeedJob(props: &Props) -> Html {
    let result = use_state(String::new);
    {
        let (result, job) = (result.clone(), props.job);
        use_effect_with((), move |_| {
            // After the first paint, so that the page is at rest.
            platform::after(100, move || result.set(job.measure(&platform::now_millis).to_string()));
        });
    }
    html! { <main class="speed"><output name="speed">{ &*result }</output></main> }
}
