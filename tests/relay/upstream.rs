//! The providers' hosts: an nginx with a certificate for them, before a sandbox. It writes down what it was asked.

use std::process::Command;
use std::time::Duration;

use sandbox::{Options, Sandbox};

use crate::place::{Folder, Running, authority, free_port};

/// The hosts of a bucket that is somebody's: it answers with a page that would like to be one of the console's.
pub(crate) const PAGE: &str = "somebodys-page.oss-cn-hangzhou.aliyuncs.com";
/// The host for which another authority has given the certificate.
pub(crate) const OTHER_AUTHORITY: &str = "other-authority.oss-cn-hangzhou.aliyuncs.com";
/// A host that the certificate does not name.
pub(crate) const OTHER_NAME: &str = "demo-250.oss-cn-beijing.aliyuncs.com";

const PAGE_HEADERS: [(&str, &str); 8] = [
    ("Set-Cookie", "planted=1"),
    ("Location", "https://evil.example/"),
    ("Refresh", "0;url=https://evil.example/"),
    ("Clear-Site-Data", "*"),
    ("Service-Worker-Allowed", "/"),
    ("Content-Security-Policy", "script-src *"),
    ("Access-Control-Allow-Origin", "*"),
    ("Content-Disposition", "attachment"),
];

/// The hosts, running.
pub(crate) struct Upstream {
    /// The provider behind them.
    pub(crate) sandbox: Sandbox,
    /// Where they are reached by TLS.
    pub(crate) port: u16,
    /// Where the same is reached without.
    pub(crate) plain_port: u16,
    log: std::path::PathBuf,
    _nginx: Running,
}

impl Upstream {
    /// Starts them, with certificates in the folder: those of `trusted` are for all but one of them.
    pub(crate) async fn start(folder: &Folder) -> Self {
        ["trusted", "other"].iter().for_each(|name| authority(folder, name));
        let sandbox = sandbox::start(Options::default()).await.expect("a port is free on this machine");
        let (port, plain_port) = (free_port(), free_port());
        folder.make("upstream");
        let log = folder.path("upstream/asked.log");
        let site = configuration(folder, [port, plain_port, sandbox.port()]);
        let configuration = folder.write("upstream.conf", &alone(folder, "upstream", &site));
        let mut nginx = Command::new("nginx");
        nginx.arg("-c").arg(configuration);
        let running = Running::start(&mut nginx, &folder.path("upstream/said"), port);
        Upstream { sandbox, port, plain_port, log, _nginx: running }
    }

    /// What was asked, oldest first: `HOST METHOD /?QUERY HTTP/1.1`, as it came in.
    pub(crate) fn asked(&self) -> Vec<String> {
        // A line is written when its answer is out already.
        std::thread::sleep(Duration::from_millis(200));
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }
}

/// A whole configuration of nginx around what belongs into its `http` block, with all that it writes in one folder.
pub(crate) fn alone(folder: &Folder, name: &str, site: &str) -> String {
    let own = folder.text(name);
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("  {kind}_temp_path {own}/{kind};\n"))
        .concat();
    format!(
        "daemon off;\nmaster_process off;\npid {own}/pid;\nerror_log {own}/error.log info;\nevents {{}}\nhttp {{\n\
         {temporary}  access_log off;\n{site}\n}}\n"
    )
}

fn configuration(folder: &Folder, [port, plain_port, sandbox]: [u16; 3]) -> String {
    let file = |name: &str| folder.text(name);
    let certificate =
        |name: &str| format!("ssl_certificate {}.crt; ssl_certificate_key {}.key;", file(name), file(name));
    let (trusted, other, log) = (certificate("trusted"), certificate("other"), file("upstream/asked.log"));
    let planted = PAGE_HEADERS.map(|(name, value)| format!("add_header {name} \"{value}\";")).concat();
    format!(
        "log_format asked '$http_host $request';
         client_max_body_size 0;
         upstream sandbox {{ server 127.0.0.1:{sandbox}; keepalive 8; }}
         server {{
           listen 127.0.0.1:{port} ssl default_server; listen 127.0.0.1:{plain_port}; {trusted}
           access_log {log} asked;
           location / {{
             proxy_pass http://sandbox; proxy_set_header Host $http_host; proxy_pass_header Date;
             proxy_http_version 1.1; proxy_set_header Connection \"\"; keepalive_requests 100000;
           }}
         }}
         server {{
           listen 127.0.0.1:{port} ssl; server_name {PAGE}; {trusted} default_type text/html; {planted}
           return 200 '<script>alert(document.cookie)</script>';
         }}
         server {{
           listen 127.0.0.1:{port} ssl; server_name {OTHER_AUTHORITY}; {other}
           access_log {log} asked; return 200 'reached';
         }}"
    )
}
