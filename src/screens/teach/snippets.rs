//! Lines for somebody's page: the same figure in each form that hosts take. A table; what a host's sanitiser would remove is
//! not in its form.

/// What the lines are made from. `link` opens the whole page, `source` the figure alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where the site is, with a slash at its end.
    pub base: String,
    pub link: String,
    pub source: String,
    /// Keys of the address and their values.
    pub keys: Vec<(String, String)>,
    pub title: String,
    /// CSS pixels; nothing is all that there is.
    pub width: Option<usize>,
    pub height: u32,
}

/// A form: its name in the list, and its lines.
pub type Form = (&'static str, fn(&Figure) -> String);

pub const FORMS: [Form; 9] = [
    ("HTML (iframe)", iframe),
    ("HTML (unrolled-embed.js)", helper),
    ("Link", |figure| figure.link.clone()),
    ("MyST, Jupyter Book", myst),
    ("Quarto", quarto),
    ("reveal.js", reveal),
    ("Jupyter", jupyter),
    ("Moodle", hosted),
    ("Canvas", hosted),
];

/// For an attribute, or for text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

fn width(figure: &Figure) -> String {
    figure.width.map_or("100%".into(), |pixels| pixels.to_string())
}

/// The frame with these attributes besides, and the link that stays where frames are taken out.
fn framed(figure: &Figure, more: &str) -> String {
    let across = figure.width.map_or("100%".into(), |pixels| format!("{pixels}px; max-width: 100%"));
    let attributes = [
        ("src", figure.source.clone()),
        ("title", figure.title.clone()),
        ("width", width(figure)),
        ("height", figure.height.to_string()),
        ("style", format!("border: 1px solid #ccc; width: {across}; height: {}px;", figure.height)),
    ];
    let written = attributes.map(|(name, value)| format!("{name}=\"{}\"", escaped(&value))).join(" ");
    let [link, title] = [&figure.link, &figure.title].map(|text| escaped(text));
    format!("<iframe {written}{more}></iframe>\n<p><a href=\"{link}\">{title}</a></p>\n")
}

fn iframe(figure: &Figure) -> String {
    framed(figure, " loading=\"lazy\" allowfullscreen")
}

/// What Canvas and Moodle leave of a frame: no script, no lazy loading.
fn hosted(figure: &Figure) -> String {
    framed(figure, "")
}

fn helper(figure: &Figure) -> String {
    let keys: Vec<String> = figure.keys.iter().map(|(key, value)| format!("{key}=\"{}\"", escaped(value))).collect();
    format!(
        "<script src=\"{}unrolled-embed.js\" defer></script>\n<unrolled-figure {}><a href=\"{}\">{}</a></unrolled-figure>\n",
        escaped(&figure.base),
        keys.join(" "),
        escaped(&figure.link),
        escaped(&figure.title)
    )
}

fn myst(figure: &Figure) -> String {
    format!("```{{iframe}} {}\n:width: 100%\n{} ([{2}]({2}))\n```\n", figure.source, figure.title, figure.link)
}

fn quarto(figure: &Figure) -> String {
    format!(
        "::: {{.content-visible when-format=\"html\"}}\n```{{=html}}\n{}```\n:::\n::: {{.content-visible unless-format=\"html\"}}\n[{}]({})\n:::\n",
        iframe(figure),
        figure.title,
        figure.link
    )
}

/// The clicker stays the deck's: the figure hands its keys on.
fn reveal(figure: &Figure) -> String {
    format!(
        "<section>\n  <iframe data-src=\"{}&amp;keys=host\" title=\"{}\" width=\"100%\" height=\"{}\" data-preload></iframe>\n</section>\n",
        escaped(&figure.source),
        escaped(&figure.title),
        figure.height
    )
}

fn jupyter(figure: &Figure) -> String {
    let width = figure.width.map_or("\"100%\"".into(), |pixels| pixels.to_string());
    format!(
        "from IPython.display import IFrame\nIFrame(\"{}\", width={width}, height={})\n",
        figure.source, figure.height
    )
}
