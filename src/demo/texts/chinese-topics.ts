/** Sentence frames of one subject; only letters that GBK has. */
export type ChineseTopic = {
  titles: readonly string[];
  leads: readonly string[];
  bodies: readonly string[];
  words: Readonly<Record<string, readonly string[]>>;
};

const list = (text: string) => text.split(' ');

export const chineseTopics: readonly ChineseTopic[] = [
  {
    titles: [
      '{place}百年{relic}修复完成',
      '{place}{relic}重新开放 居民{mood}',
      '修了{n}个月 {place}{relic}{weekday}亮相',
    ],
    leads: [
      '停用{n}年的{relic}{weekday}在{place}重新启用，约{big}名居民{mood}。',
      '{place}{weekday}为修好的{relic}揭幕，主持修复的{lead}称总共花去{money}元。',
    ],
    bodies: [
      '{person}带着{n}名工匠，按{year}年的图纸重做了{part}。',
      '“最难的是{part}，”{lead}说，“谁也没见过它原来的样子。”',
      '{org}拨款{money}元，其余靠{source}。',
      '{relic}建于{year}年，曾在{place2}存放过{n}年。',
      '今后每逢{month}月{day}日，{relic}都会对外开放。',
    ],
    words: {
      relic: list('钟楼 石桥 戏台 灯塔 水车 牌坊 古井 船闸 书院 粮仓'),
      mood: list('冒雨围观 排队参观 自发清扫 敲锣庆祝 带着孩子前来'),
      part: list('铜齿轮 斗拱 木榫 彩绘 石栏 屋脊 绞盘 门轴'),
      source: list('义卖 募捐 彩票公益金 企业赞助 村民凑份子'),
    },
  },
  {
    titles: ['{crop}丰收 {place}价格{trend}', '{place}{crop}{trend} 合作社忙发货', '{org}扩种{crop}{n}百亩'],
    leads: [
      '{place}的{crop}{weekday}开秤，收购价每公斤{n}元，比去年{trend}。',
      '{org}{weekday}公布，{place}今年{crop}产量约{big}吨，{trend}{pct}%。',
    ],
    bodies: [
      '种植户{person}家有{n}亩{crop}，清早五点就下地。',
      '{lead}介绍，{tech}让每亩多收{n}公斤。',
      '{place2}来的客商{person}一次订下{big}箱。',
      '{month}月的{weather}曾压坏{n}座大棚，{org}补贴了{money}元。',
      '下一步，当地打算把{crop}做成{product}，卖到{province}。',
    ],
    words: {
      crop: list('柑橘 莲藕 苹果 花椒 茶叶 枇杷 黄桃 山药 百合 核桃 板栗'),
      trend: list('略有上涨 小幅下降 基本持平 明显走高 翻了一番'),
      tech: list('滴灌 矮化嫁接 无人机授粉 稻渔共作 智能温室 秸秆还田'),
      weather: list('冰雹 倒春寒 连阴雨 大风 暴雪'),
      product: list('果酱 蜜饯 酵素 罐头 果酒 点心馅'),
    },
  },
  {
    titles: [
      '{place}{line}{weekday}试运行',
      '{line}故障 {place}{big}人受阻',
      '{org}将更换{line}{n}组{device}',
    ],
    leads: [
      '{place}至{place2}的{line}{weekday}开始试运行，全程{n}分钟。',
      '因{device}失灵，{line}{weekday}在{place}停驶{n}小时，约{big}名乘客改乘大巴。',
    ],
    bodies: [
      '{org}负责人{lead}解释，{device}装于{year}年，早该换了。',
      '乘客{person}提着两只箱子，在站台等了{n}刻钟。',
      '新的{device}由{province}一家厂制造，每套{money}元。',
      '票价定为{n}元，学生和老人减{pct}%。',
      '{month}月{day}日以前，末班车提早到晚上九点。',
    ],
    words: {
      line: list('轻轨 渡轮 索道 城际列车 有轨电车 旅游专列 水上巴士'),
      device: list('道岔 信号机 缆索 液压泵 闸瓦 配电柜 舵机'),
    },
  },
  {
    titles: [
      '{place}发现{creature} 专家{react}',
      '{creature}现身{place} 系{year}年以来首次',
      '{place}放归{n}只{creature}',
    ],
    leads: [
      '护林员{weekday}在{place}拍到{creature}，这是{province}自{year}年以来的首次记录。',
      '{org}{weekday}在{place}放归{n}只{creature}，{lead}到场{react}。',
    ],
    bodies: [
      '红外相机装在海拔{n}0米处，{person}每{n}天去换一次电池。',
      '{lead}估计，{place2}一带的{creature}已有{n}只以上。',
      '附近村民{person}笑称，{creature}比闹钟还准。',
      '{year}年，当地的{creature}一度只剩{n}只。',
      '从{month}月起，{habitat}禁止{ban}，违者罚{money}元。',
    ],
    words: {
      creature: list('云豹 黑鹳 水獭 白鹤 穿山甲 中华鲟 猕猴 朱鹮 雪兔 斑羚'),
      react: list('表示欣喜 呼吁保护 建议慎扰 逐一登记'),
      habitat: list('湿地 林区 河谷 芦苇荡 高山草甸'),
      ban: list('捕捞 露营 放牧 采砂 燃放烟花'),
    },
  },
  {
    titles: [
      '{place}{school}办起{club}',
      '{club}走进{place}{school}',
      '{place}学生凭{club}获{province}一等奖',
    ],
    leads: [
      '{place}{school}的{club}{weekday}开张，{n}名学生报名，年纪最小的才{kid}岁。',
      '凭着自制的{thing}，{place}{school}{club}{weekday}在{province}比赛中夺魁。',
    ],
    bodies: [
      '指导老师{lead}原是{job}，{year}年来到这所学校。',
      '做一件{thing}要花{n}个课时，学生{person}失败了{n}次。',
      '“我奶奶也想来，”{person}说。',
      '{org}送来价值{money}元的器材，{place2}的三所学校也想照办。',
      '{month}月{day}日，作品将在县文化馆展出，为期{n}天。',
    ],
    words: {
      school: list('实验小学 第二中学 职业学校 中心小学 民族中学'),
      club: list('皮影社 木工班 气象站 天文社 舞龙队 陶艺坊 机器人队'),
      thing: list('风向标 走马灯 竹筒水钟 孔明锁 望远镜 油纸伞 小型风车'),
      job: list('木匠 气象员 船长 中医 剧团琴师 测绘员'),
      kid: list('六 七 八 九 十'),
    },
  },
  {
    titles: [
      '{place}法院宣判{case}案',
      '{case}案开庭 {job}当庭{plea}',
      '{place}{job}因{case}被判赔{money}元',
    ],
    leads: [
      '{place}法院{weekday}对一起{case}案作出判决，被告{job}须赔偿{money}元。',
      '{weekday}上午，{case}案在{place}开庭，{job}{person}{plea}。',
    ],
    bodies: [
      '起诉书称，{year}年{month}月，{job}以{n}元一件的价格卖出{big}件。',
      '律师{person}认为证据不足，只有{n}页账本。',
      '{org}鉴定后认定，其中{pct}%为仿制品。',
      '审判长{lead}说，本案对{place2}同类纠纷有参考意义。',
      '当事人可在{n}日内上诉至{province}高级法院。',
    ],
    words: {
      case: list('古籍盗卖 商标侵权 网络刷单 土地承包 珠宝调包 合同诈骗'),
      job: list('店主 会计 拍卖师 中介 仓库管理员 网店主播'),
      plea: list('当庭认错 拒绝调解 要求重新鉴定 一言不发'),
    },
  },
];

/** Sentences of any subject. */
export const chineseFrames: readonly string[] = [
  '{org}有关人士没有回应记者的提问。',
  '“再等{n}天看看，”{person}边关窗边说。',
  '{person}今年{age}岁，家住{place2}，为此写过{n}封信。',
  '据{year}年的县志，{place}也有过类似的事，只记了{n}个字。',
  '邻近的{place2}选了另一条路，省下{money}元。',
  '{lead}表示，报告将于{month}月{day}日前公布。',
  '民调显示，{pct}%的受访者此前没有听说过。',
  '当天夜里收到留言{big}条，其中{n}条来自{province}。',
  '{person}煮了{n}锅姜汤，分给到场的人。',
  '会议在一间{room}里开，开了{n}个钟头。',
  '{province}有关部门要求{org}补交{month}月以前的数字。',
  '站在{room}窗边的{person}拍下了{n}张照片。',
];

export const chineseWords: Readonly<Record<string, readonly string[]>> = {
  placeHead: list(
    '青石 白沙 河口 东林 龙泉 云溪 石塘 凤岭 金湾 南浦 桃源 赤水 西坪 松江 柳林 清水 梅岭 北渡 望海 长滩 双桥 竹山 玉泉 古城',
  ),
  placeTail: list('镇 县 乡 市 村 岛 湾 区'),
  province: list('江东 岭北 滇南 河西 海州 闽中 楚南 关外'),
  surname: list(
    '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕',
  ),
  given: list(
    '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂 英 华 玉 兰 文 辉 力 海 燕 斌 波 宇 浩 凯 健 俊 帆 雪 晨 曦 楠 桐 朗 岚 舟',
  ),
  orgHead: list('青禾 远山 同舟 北斗 春晖 长河 博望 明德 金穗 蓝海 晨光 万象'),
  orgTail: list('合作社 文化馆 研究所 水务局 运输公司 基金会 博物馆 农技站 商会'),
  room: list('祠堂 食堂 仓库 礼堂 温室 值班室 茶馆 体育馆'),
  weekday: list('周一 周二 周三 周四 周五 周六 周日'),
};
