/** Family names that most people in China and Taiwan bear; the simplified and the traditional form. */
const surnames = new Set(
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾鐘汪田任姜范范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁时耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵解强丘简簡连連古巫',
);
const doubled = /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|皇甫|尉迟|司徒|端木|公孙|令狐|慕容|夏侯|东方|南宫)/;

/** "何力军 胡波力" → both; any other text stands as it is. Not for Japanese, which parts a family name from a given name. */
export function hanNames(name: string): string[] {
  const parts = name.split(' ');
  return parts.length > 1 && parts.every(isFullName) ? parts : [name];
}

function isFullName(part: string): boolean {
  if (!/^\p{Script=Han}{2,4}$/u.test(part)) return false;
  return doubled.test(part) ? part.length > 2 : part.length < 4 && surnames.has(part.slice(0, 1));
}
