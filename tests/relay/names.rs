//! A name server for which every name is this machine.

use std::net::UdpSocket;

/// Starts it; gives its port. It ends with the program.
pub(crate) fn start() -> u16 {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a port is free on this machine");
    let port = socket.local_addr().expect("it has an address").port();
    std::thread::spawn(move || {
        let mut question = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut question) {
            if let Some(answer) = answer(&question[..length]) {
                drop(socket.send_to(&answer, from));
            }
        }
    });
    port
}

/// The answer to a question (RFC 1035, section 4): `127.0.0.1` for an address of version 4, nothing for anything else.
fn answer(question: &[u8]) -> Option<Vec<u8>> {
    const HEAD: usize = 12;
    const ADDRESS: [u8; 2] = [0, 1];
    let end_of_name = HEAD + question.get(HEAD..)?.iter().position(|byte| *byte == 0)? + 1;
    let asked = question.get(HEAD..end_of_name + 4)?;
    let is_known = asked[asked.len() - 4..asked.len() - 2] == ADDRESS;
    let mut answer = question[..2].to_vec();
    answer.extend([0x81, 0x80, 0, 1, 0, u8::from(is_known), 0, 0, 0, 0]);
    answer.extend(asked);
    if is_known {
        // The name of the question, an address, of the internet, for a minute, four bytes.
        answer.extend([0xc0, HEAD as u8, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
    }
    Some(answer)
}
