"""Where made-up units stand: provinces and prefecture-level cities of GB/T 2260."""

from functools import cache

_REGIONS = """
110000 北京市:
120000 天津市:
130000 河北省:石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
140000 山西省:太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
150000 内蒙古自治区:呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
210000 辽宁省:沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛
220000 吉林省:长春 吉林 四平 辽源 通化 白山 松原 白城
230000 黑龙江省:哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
310000 上海市:
320000 江苏省:南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
330000 浙江省:杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
340000 安徽省:合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
350000 福建省:福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
360000 江西省:南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
370000 山东省:济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
410000 河南省:郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作
410000 河南省:濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
420000 湖北省:武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州
430000 湖南省:长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
440000 广东省:广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆
440000 广东省:惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
450000 广西壮族自治区:南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
460000 海南省:海口 三亚 三沙 儋州
500000 重庆市:
510000 四川省:成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江
510000 四川省:乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
520000 贵州省:贵阳 六盘水 遵义 安顺 毕节 铜仁
530000 云南省:昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧
540000 西藏自治区:拉萨 日喀则 昌都 林芝 山南 那曲
610000 陕西省:西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
620000 甘肃省:兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
630000 青海省:西宁 海东
640000 宁夏回族自治区:银川 石嘴山 吴忠 固原 中卫
650000 新疆维吾尔自治区:乌鲁木齐 克拉玛依 吐鲁番 哈密
"""

_FIRST = "安永平宁长兴和清新东南西北金玉龙凤石青白"
_SECOND = "远丰乐泰康福德义阳山河川江源泉城原州岭宁"
_KINDS = ("县", "县", "县", "市", "区")


@cache
def cities() -> tuple[str, ...]:
    """The names of provinces and of prefecture-level cities, each with its suffix."""
    found: list[str] = []
    for line in _REGIONS.split("\n"):
        head, _, names = line.partition(":")
        if head:
            found.append(head.split()[1])
            found += [f"{name}市" for name in names.split()]
    # A province with many cities has two lines.
    return tuple(dict.fromkeys(found))


@cache
def counties() -> tuple[str, ...]:
    """County names as they are formed; that one of a real county is among them means nothing."""
    pairs = [first + second for first in _FIRST for second in _SECOND if first != second]
    return tuple(pair + _KINDS[index % len(_KINDS)] for index, pair in enumerate(pairs))
