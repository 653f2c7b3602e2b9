//! Every screen has an address that survives a reload; credentials do not.

use crate::journey::journey;
use crate::page::{Page, Role};

/// An address of one bucket, and what tells its screen once connected.
struct Screen {
    address: &'static str,
    heading: &'static str,
    words: &'static str,
}

const SCREENS: [Screen; 6] = [
    Screen {
        address: "#/oss/cn-hangzhou/demo-250/rules", heading: "Inventory rules", words: "1–20 of 250"
    },
    Screen {
        address: "#/oss/cn-hangzhou/demo-250/rules?filter=daily&sort=-id&page=3&size=10",
        heading: "Inventory rules",
        words: "21–30 of 125",
    },
    Screen {
        address: "#/oss/cn-hangzhou/demo-250/rules?page=0&size=7&sort=x&y=1",
        heading: "Inventory rules",
        words: "left out: page, size, sort, y",
    },
    Screen {
        address: "#/oss/cn-hangzhou/demo-250/rules/new",
        heading: "Create an inventory rule",
        words: "XML that will be sent",
    },
    Screen {
        address: "#/oss/cn-hangzhou/demo-250/rules/id/%E6%B8%85%E5%8D%95-weekly-0007",
        heading: "清单-weekly-0007",
        words: "报表/清单/team-00/",
    },
    Screen {
        address: "#/oss/cn-hangzhou/demo-250/rules/id/no-such-rule",
        heading: "no-such-rule",
        words: "This rule does not exist",
    },
];

async fn shows(page: &Page, screen: &Screen) {
    page.finds(Role::Heading, screen.heading).await;
    page.sees(screen.words).await;
    assert_eq!(page.address().await, screen.address);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_address_survives_a_reload() {
    journey("each_address_survives_a_reload", async |journey| {
        let page = &journey.page;
        for screen in &SCREENS {
            page.open(screen.address).await;
            page.finds(Role::Heading, "Connect to demo-250").await;
            assert_eq!(page.address().await, screen.address);
            page.click(Role::Button, "Connect to 250 rules").await;
            shows(page, screen).await;

            page.reload().await;
            page.finds(Role::Heading, "Connect to demo-250").await;
            assert_eq!(page.address().await, screen.address, "nothing but the credentials is gone");
            page.click(Role::Button, "Connect to 250 rules").await;
            shows(page, screen).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_without_a_bucket_show_connect() {
    journey("addresses_without_a_bucket_show_connect", async |journey| {
        let page = &journey.page;
        for (address, unknown) in
            [("", false), ("#/connect", false), ("#/nothing", true), ("#/s3/x/y/rules", true)]
        {
            page.open(address).await;
            page.finds(Role::Heading, "Connect to a bucket").await;
            let said = page.text().await.contains("This address names no screen of Stocktake.");
            assert_eq!(said, unknown, "{address:?}");
        }
        page.click(Role::Button, "Connect to 250 rules").await;
        page.sees("(250)").await;
        assert_eq!(page.address().await, "#/oss/cn-hangzhou/demo-250/rules");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn opening_an_address_sends_no_request() {
    journey("opening_an_address_sends_no_request", async |journey| {
        journey.page.open("#/oss/cn-hangzhou/demo-250/rules").await;
        journey.page.finds(Role::Heading, "Connect to demo-250").await;
        journey.page.finds(Role::Button, "Connect to 250 rules").await;
        let asked = journey.sandbox.requests();
        let others: Vec<_> =
            asked.iter().filter(|request| request.operation != Some(sandbox::Operation::Site)).collect();
        assert!(others.is_empty(), "a link alone fetches neither credentials nor rules: {others:?}");
    })
    .await;
}
