//! What a test has on this machine: a folder, ports, programs, and an authority that nobody else trusts.

use std::net::{TcpListener, TcpStream};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(10);

/// A folder of one test; deleted when dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty one.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("stocktake-relay-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the folder for temporary files can be written");
        Folder(path)
    }

    /// A file or folder in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The same as a text.
    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }

    /// Writes a file in it, and gives its path.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("the folder can be written");
        path
    }

    /// Makes a folder in it.
    pub(crate) fn make(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(&path).expect("the folder can be written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A leftover costs space in a folder that the system empties.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be written");
    for entry in std::fs::read_dir(from).expect("the site is built") {
        let entry = entry.expect("a folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// The ports that servers are given: below those that a system hands out to whoever calls, so that none is taken between
/// the look and the start.
const PORTS: Range<u32> = 12_000..30_000;

/// A port of this machine that nobody has, given once: two servers that are started at the same time have different ones.
pub(crate) fn free_port() -> u16 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    // Two programs begin at different ones.
    let first = std::process::id().wrapping_mul(100);
    let count = PORTS.end - PORTS.start;
    (0..count)
        .map(|_| PORTS.start + first.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed)) % count)
        .filter_map(|port| u16::try_from(port).ok())
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a port is free on this machine")
}

/// A server that ends with the test.
pub(crate) struct Running(Child);

impl Running {
    /// Starts it, and waits until it listens. What it says goes into a file.
    pub(crate) fn start(command: &mut Command, says: &Path, port: u16) -> Self {
        let file = std::fs::File::create(says).expect("the folder can be written");
        let copy = file.try_clone().expect("a file can be opened twice");
        let child = command.stdin(Stdio::null()).stdout(file).stderr(copy).spawn();
        let name = command.get_program().to_string_lossy().into_owned();
        let mut running = Running(child.unwrap_or_else(|error| panic!("{name} does not start: {error}")));
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = running.0.try_wait().expect("a child can be asked");
            if ended.is_some() || started.elapsed() > LIMIT {
                let said = std::fs::read_to_string(says).unwrap_or_default();
                panic!("{name} does not listen:\n{said}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails for one that has ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// An authority with a certificate for the hosts of two regions: `NAME-ca.crt`, `NAME.crt` and `NAME.key` in a folder.
pub(crate) fn authority(folder: &Folder, name: &str) {
    let file = |ending: &str| folder.text(&format!("{name}{ending}"));
    let [ca, ca_key, certificate, key] = ["-ca.crt", "-ca.key", ".crt", ".key"].map(file);
    let new =
        ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    let hosts = "subjectAltName=DNS:*.oss-cn-hangzhou.aliyuncs.com,DNS:*.cos.ap-guangzhou.myqcloud.com";
    openssl(&[&new[..], &["-subj", "/CN=Throw-away", "-keyout", &ca_key, "-out", &ca]].concat());
    let signed = ["-CA", &ca, "-CAkey", &ca_key, "-addext", "basicConstraints=critical,CA:FALSE"];
    let own = ["-subj", "/CN=hosts", "-addext", hosts, "-keyout", &key, "-out", &certificate];
    openssl(&[&new[..], &signed, &own].concat());
}

fn openssl(arguments: &[&str]) {
    let output = Command::new("openssl").args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("openssl does not start: {error}"));
    assert!(output.status.success(), "openssl: {}", String::from_utf8_lossy(&output.stderr));
}
