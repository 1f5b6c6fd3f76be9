"""Messages about the engines: what they refuse, and when they cannot be reached."""

from __future__ import annotations

from ipsearch.messages.message import Message

MESSAGES: dict[str, Message] = {
    "engine.query": Message(
        "field {field} (kind {kind}) cannot be asked with {node}", "字段 {field}（类型 {kind}）不支持 {node} 查询",
        "see the fields and kinds in mappings", "字段与类型见 mappings",
    ),
    "engine.document": Message(
        "field {field} cannot hold {value}", "字段 {field} 不能存放 {value}",
        "tokens are not empty, have no white space and at most 32,766 bytes; integers have 64 bits",
        "词元不得为空、不得含空白且不超过 32,766 字节；整数为 64 位",
    ),
    "engine.busy": Message(
        "another load is writing here: {owner}", "另有加载任务正在写入：{owner}",
        "wait until it has ended; the lock goes away with that process (of another machine: a minute later)",
        "请等待其结束；该进程退出后锁自动释放（其他机器上的进程：一分钟后）",
    ),
    "engine.directory": Message(
        "the data directory cannot be used: {error}", "数据目录无法使用：{error}",
        "check rights and free space, or choose another with IPSEARCH_HOME or --engine embedded:/path; "
        "a load goes on with --resume",
        "请检查权限与剩余空间，或用 IPSEARCH_HOME 或 --engine embedded:/path 指定其他目录；加载可用 --resume 继续",
    ),
    "engine.failed": Message(
        "the engine failed: {error}", "引擎出错：{error}",
        "nothing committed was lost; try again, and load with --resume if a load was interrupted",
        "已提交的数据没有丢失；请重试，如加载中断请用 --resume 继续",
    ),
    "engine.unreachable": Message(
        "the engine does not answer: {error}", "引擎没有响应：{error}",
        "check that Elasticsearch runs and that IPSEARCH_URL or --engine names it, with http or https as it is and its port; "
        "an interrupted load goes on with --resume",
        "请检查 Elasticsearch 是否运行，以及 IPSEARCH_URL 或 --engine 的地址（http 或 https、端口）是否正确；"
        "中断的加载可用 --resume 继续",
    ),
    "engine.certificate": Message(
        "no trusted connection: {error}", "无法建立受信任的连接：{error}",
        "name the file with the cluster's CA certificate in IPSEARCH_CA_CERTS, and check the host name and https",
        "请用 IPSEARCH_CA_CERTS 指定集群 CA 证书文件，并检查主机名与 https",
    ),
    "engine.no_certificates": Message(
        "there is no such file of certificates", "没有这个证书文件",
        "name the file with the cluster's CA certificate in IPSEARCH_CA_CERTS", "请用 IPSEARCH_CA_CERTS 指定集群 CA 证书文件",
    ),
    "engine.product": Message(
        "what answers at this address is no Elasticsearch 9: {error}", "该地址的服务不是 Elasticsearch 9：{error}",
        "name a cluster of Elasticsearch 9.0 or later in IPSEARCH_URL or --engine, with its scheme, port and path",
        "请在 IPSEARCH_URL 或 --engine 中给出 Elasticsearch 9.0 或更高版本集群的地址，包括协议、端口与路径",
    ),
    "engine.key": Message(
        "the API key has characters that no key has", "API 密钥含有无效字符",
        "give the value of encoded in the answer that made the key, without spaces or line ends",
        "请填写创建密钥时返回的 encoded 值，不含空格与换行",
    ),
    "engine.unauthorized": Message(
        "the cluster does not accept the key or the user", "集群不接受该密钥或用户",
        "check IPSEARCH_API_KEY, or IPSEARCH_USER and IPSEARCH_PASSWORD",
        "请检查 IPSEARCH_API_KEY，或 IPSEARCH_USER 与 IPSEARCH_PASSWORD",
    ),
    "engine.forbidden": Message(
        "the key or the user lacks a right: {error}", "该密钥或用户权限不足：{error}",
        "use one with the rights of a loader, or of a searcher for reading; they are in docs/elasticsearch.md",
        "写入请使用加载者权限，读取请使用检索者权限；参见 docs/elasticsearch.md",
    ),
    "engine.overloaded": Message(
        "the cluster is overloaded: {error}", "集群过载：{error}",
        "try again later; a load goes on with --resume", "请稍后重试；加载可用 --resume 继续",
    ),
    "engine.read_only": Message(
        "the index cannot be written to: {error}", "索引禁止写入：{error}",
        "free disk space in the cluster (ipsearch index list, drop), or lift the block; then go on with --resume",
        "请释放集群磁盘空间（ipsearch index list、drop）或解除写入限制，再用 --resume 继续",
    ),
    "engine.complex": Message(
        "the query is too large for the engine: {error}", "查询超出引擎限制：{error}",
        "ask for less at a time", "请减少单次查询的内容",
    ),
    "engine.too_large": Message(
        "a request is larger than the cluster, or a proxy before it, takes: {error}",
        "请求超出集群或其前置代理允许的大小：{error}",
        "raise the limit (http.max_content_length; of nginx, client_max_body_size), or ask for less at a time",
        "请提高该限制（http.max_content_length；nginx 为 client_max_body_size），或减少单次查询的内容",
    ),
    "engine.shards": Message(
        "the cluster holds as many shards as it may: {error}", "集群分片数已达上限：{error}",
        "drop old generations (ipsearch index list, drop), or raise cluster.max_shards_per_node",
        "请删除旧版本（ipsearch index list、drop），或提高 cluster.max_shards_per_node",
    ),
    "engine.rejected": Message(
        "the engine refuses document {id}: {error}", "引擎拒绝文档 {id}：{error}",
        "report it with the record as it stands in the rejects file", "请附上拒绝记录文件中的内容反馈此问题",
    ),
    "engine.lock_lost": Message(
        "another load took over while the cluster could not be reached", "无法连接集群期间，另一加载任务已接管写入",
        "nothing committed was lost; wait until the other has ended", "已提交的数据没有丢失；请等待另一任务结束",
    ),
    "engine.moved": Message(
        "the data changed while it was read", "读取过程中数据已更新",
        "ask again; a program that keeps the engine open calls trademarks.reload() first",
        "请重新查询；保持引擎打开的程序请先调用 trademarks.reload()",
    ),
    "engine.not_installed": Message(
        "the client of Elasticsearch is not installed", "未安装 Elasticsearch 客户端",
        "pip install 'ipsearch[elastic]'", "请运行 pip install 'ipsearch[elastic]'",
    ),
    "engine.credentials": Message(
        "the address holds a user or a password", "地址中含有用户名或密码",
        "leave them out of the address; give IPSEARCH_API_KEY, or IPSEARCH_USER and IPSEARCH_PASSWORD",
        "请勿写入地址；请使用 IPSEARCH_API_KEY，或 IPSEARCH_USER 与 IPSEARCH_PASSWORD",
    ),
    "engine.login": Message(
        "the key, user and password do not go together", "密钥、用户与密码的组合无效",
        "give IPSEARCH_API_KEY alone, or IPSEARCH_USER with IPSEARCH_PASSWORD",
        "请只设置 IPSEARCH_API_KEY，或同时设置 IPSEARCH_USER 与 IPSEARCH_PASSWORD",
    ),
    "engine.setting": Message("the value is {value}", "该值为 {value}", "expected {expected}", "应为 {expected}"),
    "engine.no_home": Message(
        "where {value} is cannot be told: no such user, or no home directory",
        "无法确定 {value} 的位置：没有该用户或主目录",
        "write the whole path", "请写出完整路径",
    ),
    "engine.closed": Message("this writer has ended", "该写入任务已结束", "open a new one", "请重新打开"),
    "index.family": Message(
        "there is no library {value}", "没有名为 {value} 的库", "one of {families}", "应为以下之一：{families}",
    ),
    "engine.disconnected": Message(
        "the connection was closed", "连接已关闭", "connect again: ipsearch.connect()", "请重新连接：ipsearch.connect()",
    ),
    "engine.one_process": Message(
        "a connection cannot be copied or sent to another process", "连接不能复制，也不能传给其他进程",
        "call ipsearch.connect() in each process; threads share one", "请在每个进程中调用 ipsearch.connect()；多个线程可共用一个连接",
    ),
    "engine.lost": Message(
        "the index holds {found} {found:record|records}, {expected} {expected:was|were} written", "索引中有 {found} 条记录，写入了 {expected} 条",
        "do not use it: load again with --rebuild", "请勿使用该索引：请用 --rebuild 重新加载",
    ),
    "engine.corrupt": Message(
        "is damaged: {error}", "已损坏：{error}",
        "swap to another generation (ipsearch index list, swap), or load again with --rebuild",
        "请切换到其他版本（ipsearch index list、swap），或用 --rebuild 重新加载",
    ),
    "engine.url": Message(
        "{value} is not an engine", "“{value}”不是可用的引擎",
        "embedded:, embedded:/path or https://host:9200", "可用：embedded:、embedded:/路径 或 https://主机:9200",
    ),
}  # fmt: skip
