//! A recipe of `deploy/`, with what a test puts in the place of some of it.

use std::path::Path;
use std::process::Command;

use crate::names;
use crate::place::{Folder, Running, free_port};
use crate::upstream::{Upstream, alone};

/// Which recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    Nginx,
    Caddy,
}

impl Server {
    /// For names of folders.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Server::Nginx => "nginx",
            Server::Caddy => "caddy",
        }
    }

    /// Starts the recipe on a port. What it writes is in the folder that has its name.
    pub(crate) fn start(self, folder: &Folder, upstream: &Upstream, port: u16) -> Running {
        let own = folder.make(self.name());
        folder.make(&format!("{}/log", self.name()));
        let recipe = match self {
            Server::Nginx => "nginx.conf",
            Server::Caddy => "Caddyfile",
        };
        let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(recipe);
        let recipe = std::fs::read_to_string(recipe).expect("the recipe is there");
        let written = replaced(&recipe, &self.places(folder, upstream, port));
        let mut command = match self {
            Server::Nginx => {
                let path = folder.write("relay.conf", &alone(folder, self.name(), &written));
                with(Command::new("nginx"), &["-c"], &path)
            }
            Server::Caddy => {
                let path = folder.write("Caddyfile", &written);
                let mut command =
                    with(Command::new("caddy"), &["run", "--adapter", "caddyfile", "--config"], &path);
                command.env("SSL_CERT_FILE", folder.path("trusted-ca.crt"));
                command.env("XDG_DATA_HOME", &own).env("XDG_CONFIG_HOME", &own).env("HOME", &own);
                command
            }
        };
        Running::start(&mut command, &own.join("log/said"), port)
    }

    /// What of the recipe is replaced by what: addresses, ports, the name server, the authority; each stands there once.
    fn places(self, folder: &Folder, upstream: &Upstream, port: u16) -> Vec<(&'static str, String)> {
        let names = names::start();
        let site = folder.text("site");
        let to = upstream.port;
        match self {
            Server::Nginx => {
                let (first, tls) = (free_port(), free_port());
                let log = folder.text("nginx/log");
                vec![
                    ("listen 80;", format!("listen 127.0.0.1:{first};")),
                    ("listen 443 ssl;", format!("listen 127.0.0.1:{port}; listen 127.0.0.1:{tls} ssl;")),
                    ("/etc/nginx/stocktake.crt", folder.text("trusted.crt")),
                    ("/etc/nginx/stocktake.key", folder.text("trusted.key")),
                    ("/srv/stocktake;", format!("{site};")),
                    ("/var/log/nginx/stocktake.log", format!("{log}/access.log")),
                    ("/var/log/nginx/stocktake-error.log", format!("{log}/error.log")),
                    ("resolver 127.0.0.53 ", format!("resolver 127.0.0.1:{names} ")),
                    ("https://$stocktake_host:443/", format!("https://$stocktake_host:{to}/")),
                    ("/etc/ssl/certs/ca-certificates.crt", folder.text("trusted-ca.crt")),
                ]
            }
            // The authority is in its environment.
            Server::Caddy => vec![
                ("\nstocktake.example.com {", format!("\nhttp://127.0.0.1:{port} {{")),
                ("\n{\n", "\n{\n\tadmin off\n".to_owned()),
                ("/srv/stocktake\n", format!("{site}\n")),
                ("/var/log/caddy/stocktake.log", folder.text("caddy/log/access.log")),
                ("{re.relay.1}:443 {", format!("{{re.relay.1}}:{to} {{")),
                ("\ttls\n", format!("\ttls\n\t\t\t\t\tresolvers udp/127.0.0.1:{names}\n")),
            ],
        }
    }
}

fn with(mut command: Command, arguments: &[&str], path: &Path) -> Command {
    command.args(arguments).arg(path);
    command
}

fn replaced(recipe: &str, places: &[(&'static str, String)]) -> String {
    places.iter().fold(recipe.to_owned(), |text, (what, by)| {
        assert_eq!(text.matches(what).count(), 1, "the recipe has {what:?} not once");
        text.replace(what, by)
    })
}
