//! Regions to suggest while one is typed. Lists grow old, so any well-formed id is accepted.

/// Ids and names of OSS (Alibaba Cloud, "Regions and endpoints", read 2026-11).
pub(super) static OSS: [(&str, &str); 26] = [
    ("cn-hangzhou", "China (Hangzhou)"),
    ("cn-shanghai", "China (Shanghai)"),
    ("cn-nanjing", "China (Nanjing)"),
    ("cn-qingdao", "China (Qingdao)"),
    ("cn-beijing", "China (Beijing)"),
    ("cn-zhangjiakou", "China (Zhangjiakou)"),
    ("cn-huhehaote", "China (Hohhot)"),
    ("cn-wulanchabu", "China (Ulanqab)"),
    ("cn-shenzhen", "China (Shenzhen)"),
    ("cn-heyuan", "China (Heyuan)"),
    ("cn-guangzhou", "China (Guangzhou)"),
    ("cn-chengdu", "China (Chengdu)"),
    ("cn-zhongwei", "China (Zhongwei)"),
    ("cn-hongkong", "China (Hong Kong)"),
    ("ap-northeast-1", "Japan (Tokyo)"),
    ("ap-northeast-2", "South Korea (Seoul)"),
    ("ap-southeast-1", "Singapore"),
    ("ap-southeast-3", "Malaysia (Kuala Lumpur)"),
    ("ap-southeast-5", "Indonesia (Jakarta)"),
    ("ap-southeast-6", "Philippines (Manila)"),
    ("ap-southeast-7", "Thailand (Bangkok)"),
    ("eu-central-1", "Germany (Frankfurt)"),
    ("eu-west-1", "UK (London)"),
    ("us-west-1", "US (Silicon Valley)"),
    ("us-east-1", "US (Virginia)"),
    ("me-east-1", "UAE (Dubai)"),
];

/// Ids and names of COS, put together from public lists (read 2026-11). Finance regions exist, but
/// have no inventory ("Inventory Overview").
pub(super) static COS: [(&str, &str); 16] = [
    ("ap-guangzhou", "Guangzhou"),
    ("ap-shanghai", "Shanghai"),
    ("ap-beijing", "Beijing"),
    ("ap-beijing-1", "Beijing Zone 1"),
    ("ap-nanjing", "Nanjing"),
    ("ap-chengdu", "Chengdu"),
    ("ap-chongqing", "Chongqing"),
    ("ap-hongkong", "Hong Kong (China)"),
    ("ap-singapore", "Singapore"),
    ("ap-jakarta", "Jakarta"),
    ("ap-seoul", "Seoul"),
    ("ap-bangkok", "Bangkok"),
    ("ap-tokyo", "Tokyo"),
    ("na-siliconvalley", "Silicon Valley (US West)"),
    ("na-ashburn", "Virginia (US East)"),
    ("eu-frankfurt", "Frankfurt"),
];

/// Regions of COS whose hosts have no `cos.` in them (cos-python-sdk-v5, `format_region`).
pub(super) static COS_OLD: [&str; 6] =
    ["cn-north", "cn-south", "cn-east", "cn-south-2", "cn-southwest", "sg"];

/// Older names of regions of COS (cos-python-sdk-v5, `format_region`).
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
