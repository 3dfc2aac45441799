import type { LanguageWords } from '../../unseen/words/language-words.ts';

const list = (text: string) => text.split(/\s+/);

export const traditionalChinese: LanguageWords = {
  between: '',
  titles: [
    '{town}{thing}整修{n}個月 {weekday}重新開放',
    '{group}斥資{n}億元 搶救{town}{thing}',
    '{town}{thing}去留未定 居民意見分歧',
    '{town2}也想蓋{thing} {town}經驗受關注',
    '影／{town}{thing}亮相 {crowd}人冒雨排隊',
    '{thing}漲價{percent}％ {town}居民無奈',
  ],
  openings:
    list(`停用{n}個月的{town}{thing}{weekday}重新開放，吸引{crowd}名民眾到場，還有人專程從{town2}搭車前來。
{group}{weekday}宣布，將投入{n}億元整修{town}{thing}，預計明年完工。
{town}議會{weekday}針對{thing}的去留討論了{n}個小時，最後仍沒有結論。`),
  sentences: list(`「{quote}」，在{town2}當了{n}年{craft}的{name}說。
工程動員{n}名師傅，經費比原先預估多出{percent}％。
根據{month}月完成的民調，{percent}％的受訪者表示支持。
現年{age}歲的{name}，抽屜裡還留著父親在{year}年交給他的鑰匙。
連署活動不到{n}天就收到{crowd}份簽名。
主管機關最晚要在{month}月{day}日以前答覆。
因為{reason}，工程一度停擺，要等到{season}過後才能復工。
{town2}在{year}年也推動過類似計畫，最後無疾而終。
{group}評估，開放之後每週可望湧入{crowd}名遊客。
牆上的銅牌寫著，這棟建築是{year}年由當地一位{craft}設計的。
志工準備了{food}，招待在場的{crowd}人。
附近住戶最擔心的還是{reason2}。
學童畫了{n}張圖，掛在大廳展出。
縣府將負擔{percent}％的費用，其餘由民間募集。
{name}在檔案室找到一張{year}年的藍圖，攤開來有{n}公尺長。
上一次意外發生在{year}年{month}月，所幸沒有人受傷。
還缺的{n}個零件，已經請{town2}的{craft}趕工製作。
商家則期待業績能成長{percent}％。
議員{name}試算，光是貸款就要還{n}年。
往{town2}的公車每天會多停{n}班。
管理員一職從{month}月出缺至今，始終無人應徵。
樂隊在雨中演奏，結束後大家一起吃{food}。
早在{year}年，屋頂就曾經被雷擊中。
收藏家借出{n}張老照片，展期到{month}月{day}日為止。
{name}坐在最後一排，用小學生的作業簿記下每一句話。
門票維持{n}元，學童與{age}歲以上長者免費。
今後每{n}個月要做一次安全檢查。
寄到公所的{crowd}封信裡，有{n}封主張拆除。
{age}歲的{name}拿著裁縫剪刀完成剪綵。
漁民另外要求把碼頭再延長{n}公尺。
厚達{crowd}頁的報告目前還沒有公開。
「{quote}」，鎮長接受訪問時這樣回應。
主辦單位提醒，現場沒有停車位，請多利用接駁車。
專家認為，{thing}的價值不能只用金錢衡量。
遊客{name}帶著{n}歲的孫子前來，直說值得。
至於營運權要交給誰，{group}還在評估。`),
  words: {
    town: list('海岬鎮 青埔寮 鹿鳴鄉 雙月灣 石榴溪 白沙港 雲頂村 金針里'),
    town2: list('竹圍坪 東澳底 桂花巷 南岬 大茅埔'),
    thing: list('燈塔 老戲院 糖廠 吊橋 書店 天文台 菜市場 纜車 製冰廠 郵局'),
    group: list('港務基金會 文資協會 在地農會 青年商會 水利會'),
    weekday: list('週一 週二 週三 週四 週五 週六 週日'),
    quote: list('等了好久終於等到 慢慢來比較快 這只是開始 阿公看到一定會哭 我們要求的並不多'),
    craft: list('木匠 郵差 蚵農 鐵匠 老師 鐘錶師傅 書店老闆'),
    name: list('林雅筑 陳柏翰 黃淑娟 張家豪 吳宜臻 許志遠 蔡佩珊 鄭文凱'),
    name2: list('周思妤 簡廷宇 葉素梅 盧建宏'),
    season: list('端午 中秋 春節 颱風季'),
    reason: list('連日豪雨 吊車故障 工人短缺 有貓頭鷹築巢'),
    reason2: list('噪音 停車問題 房租上漲 塞車'),
    month: list('1 3 4 6 8 9 10 12'),
    food: list('粉圓冰 魚丸湯 紅龜粿 麵線 花生糖'),
  },
};
