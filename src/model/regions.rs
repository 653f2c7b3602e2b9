//! Regions to suggest while one is typed. Lists grow old, so any well-formed id is accepted.

/// Ids and names of OSS, one a line (Alibaba Cloud, "Regions and endpoints", read 2026-11).
pub(super) const OSS: &str = "\
    cn-hangzhou China (Hangzhou)\n\
    cn-shanghai China (Shanghai)\n\
    cn-nanjing China (Nanjing)\n\
    cn-qingdao China (Qingdao)\n\
    cn-beijing China (Beijing)\n\
    cn-zhangjiakou China (Zhangjiakou)\n\
    cn-huhehaote China (Hohhot)\n\
    cn-wulanchabu China (Ulanqab)\n\
    cn-shenzhen China (Shenzhen)\n\
    cn-heyuan China (Heyuan)\n\
    cn-guangzhou China (Guangzhou)\n\
    cn-chengdu China (Chengdu)\n\
    cn-zhongwei China (Zhongwei)\n\
    cn-hongkong China (Hong Kong)\n\
    ap-northeast-1 Japan (Tokyo)\n\
    ap-northeast-2 South Korea (Seoul)\n\
    ap-southeast-1 Singapore\n\
    ap-southeast-3 Malaysia (Kuala Lumpur)\n\
    ap-southeast-5 Indonesia (Jakarta)\n\
    ap-southeast-6 Philippines (Manila)\n\
    ap-southeast-7 Thailand (Bangkok)\n\
    eu-central-1 Germany (Frankfurt)\n\
    eu-west-1 UK (London)\n\
    us-west-1 US (Silicon Valley)\n\
    us-east-1 US (Virginia)\n\
    me-east-1 UAE (Dubai)";

/// Ids and names of COS, one a line, put together from public lists (read 2026-11). Finance regions exist, but
/// have no inventory ("Inventory Overview").
pub(super) const COS: &str = "\
    ap-guangzhou Guangzhou\n\
    ap-shanghai Shanghai\n\
    ap-beijing Beijing\n\
    ap-beijing-1 Beijing Zone 1\n\
    ap-nanjing Nanjing\n\
    ap-chengdu Chengdu\n\
    ap-chongqing Chongqing\n\
    ap-hongkong Hong Kong (China)\n\
    ap-singapore Singapore\n\
    ap-jakarta Jakarta\n\
    ap-seoul Seoul\n\
    ap-bangkok Bangkok\n\
    ap-tokyo Tokyo\n\
    na-siliconvalley Silicon Valley (US West)\n\
    na-ashburn Virginia (US East)\n\
    eu-frankfurt Frankfurt";

/// Regions of COS whose hosts have no `cos.` in them (cos-python-sdk-v5, `format_region`).
pub(super) static COS_OLD: [&str; 6] =
    ["cn-north", "cn-south", "cn-east", "cn-south-2", "cn-southwest", "sg"];

/// Older names of regions of COS (cos-python-sdk-v5, `format_region`). Without their `cos` they are older still
/// (cos-php-sdk-v5, `region_map`).
pub(super) static COS_ALIASES: [(&str, &str); 9] = [
    ("cossh", "ap-shanghai"),
    ("cosgz", "ap-guangzhou"),
    ("cosbj", "ap-beijing"),
    ("costj", "ap-beijing-1"),
    ("coscd", "ap-chengdu"),
    ("cossgp", "ap-singapore"),
    ("coshk", "ap-hongkong"),
    ("cosca", "na-toronto"),
    ("cosger", "eu-frankfurt"),
];

/// What stands in the place of a region in the endpoints for faraway clients (OSS, "Transfer acceleration"; COS,
/// "Global Acceleration").
pub(super) static ACCELERATED: [&str; 2] = ["accelerate", "accelerate-overseas"];
