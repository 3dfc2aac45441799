import type { Template } from './kinds.ts';
import { type Draw, draw } from './pools.ts';

const made =
  (make: (d: Draw) => { title: string; body: string }): Template =>
  (next) =>
    make(draw(next));
const lines = (...parts: string[]) => parts.join('\n\n');

export const templatesToTune: Readonly<Record<string, Template>> = {
  'horoscope without numbers': made((d) => {
    const sign = d.sign();
    return {
      title: d.of(
        `${sign} horoscope for today`,
        `Horoscope: what the stars say for ${sign}`,
        'Your horoscope for today',
      ),
      body: lines(
        `${sign}: The stars suggest that ${d.topic()} will take your attention today. Keep an open mind and listen to ${d.of('a friend', 'a colleague', 'your partner', 'an old teacher', 'your family')} before you decide.`,
        `In the evening ${d.topic()} comes to the fore, and ${d.of('a surprise', 'a letter', 'a meeting', 'a call', 'a journey')} may change your plans. Trust your ${d.of('feeling', 'reason', 'heart', 'experience')} and do not let ${d.topic()} worry you.`,
      ),
    };
  }),
  lottery: made((d) => {
    const day = d.day();
    return {
      title: `Winning numbers for ${day}, ${d.month()} ${d.n(1, 28)}`,
      body: lines(
        `The winning numbers in ${day} evening's drawing of the state lottery game are ${Array.from({ length: 6 }, () => d.n(1, 59)).join(', ')}, with the bonus ball ${d.n(1, 20)}.`,
        `The estimated jackpot was $${d.n(2, 400)} million. Players who match all numbers win the jackpot, players who match five of them win $${d.n(100, 900)},000. Tickets can be bought until an hour before the draw, and results are published without guarantee.`,
      ),
    };
  }),
  'job ad': made((d) => {
    const [firm, town] = [d.firm(), d.town()];
    return {
      title: `${firm} is hiring in ${town}`,
      body: lines(
        `${firm} is looking for a ${d.of('technician', 'sales manager', 'driver', 'nurse', 'software engineer', 'cook')} in ${town} to join its growing team. The position is ${d.of('full-time', 'part-time', 'temporary')} and starts in ${d.month()}.`,
        `Applicants should have ${d.n(1, 8)} years of experience, good communication skills and a driving licence. The salary is up to $${d.n(30, 120)},000 a year depending on qualification. Applications with the usual documents can be sent to ${d.person()} until ${d.month()} ${d.n(1, 28)}.`,
      ),
    };
  }),
  traffic: made((d) => {
    const town = d.town();
    return {
      title: `Traffic: delays near ${town}`,
      body: `Drivers near ${town} face delays of up to ${d.n(10, 90)} minutes after ${d.of('an accident', 'a breakdown', 'roadworks', 'a burst pipe', 'a fallen tree')} on the A${d.n(1, 99)} between ${d.town()} and ${d.town()}. Police have closed ${d.of('one lane', 'two lanes', 'the road')} and ask drivers to use other routes. The road is expected to open again by ${d.n(1, 12)} pm. Updates follow as soon as they come in from the traffic desk.`,
    };
  }),
  earnings: made((d) => {
    const firm = d.firm();
    return {
      title: `${firm} Q${d.n(1, 4)} earnings snapshot`,
      body: lines(
        `${d.town().toUpperCase()} (Newsdesk) — ${firm} on ${d.day()} reported net income of $${d.n(1, 900)}.${d.n(1, 9)} million in its ${d.of('first', 'second', 'third', 'fourth')} quarter. On a per-share basis, the company said it had profit of ${d.n(2, 99)} cents.`,
        `The results ${d.of('topped', 'met', 'missed')} Wall Street expectations. The average estimate of ${d.n(3, 12)} analysts surveyed was for earnings of ${d.n(2, 99)} cents per share. The company posted revenue of $${d.n(1, 9)}.${d.n(10, 99)} billion in the period. Its shares have ${d.of('risen', 'fallen')} ${d.n(1, 40)}% since the beginning of the year.`,
      ),
    };
  }),
  'court list': made((d) => {
    const town = d.town();
    return {
      title: `${town} court: the latest cases`,
      body: lines(
        `These people appeared at ${town} Magistrates' Court this week. The list is compiled from the records of the court and published in full.`,
        ...Array.from(
          { length: 5 },
          () =>
            `${d.person()}, ${d.n(18, 80)}, of ${d.town()}, was ordered to pay a fine of £${d.n(40, 900)} for ${d.of('driving without insurance', 'speeding', 'theft from a shop', 'using a mobile phone while driving')}. Costs of £${d.n(40, 200)} and ${d.n(3, 8)} points.`,
        ),
      ),
    };
  }),
  'short note': made((d) => ({
    title: `${d.of('Fire', 'Burglary', 'Crash', 'Water main break')} in ${d.town()}`,
    body: `Police in ${d.town()} are looking for witnesses after ${d.of('a fire in a barn', 'a burglary at a shop', 'a crash at a junction')} on ${d.day()} ${d.of('morning', 'evening', 'night')}. Nobody was hurt, a spokesman said. Anyone who saw something is asked to call the station.`,
  })),
  天气: made((d) => {
    const town = d.zhTown();
    return {
      title: `${town}天气预报：${d.of('晴', '多云', '小雨', '阴')}`,
      body: lines(
        `${town}气象台今日发布天气预报：预计明天白天${d.of('晴', '多云', '阴', '小雨')}，最高气温${d.n(10, 38)}度，最低气温${d.n(-5, 10)}度，东北风${d.n(2, 6)}级。`,
        `降水概率百分之${d.n(0, 99)}，空气质量指数为${d.n(20, 200)}。气象台提醒市民注意增减衣物，出行请关注最新天气信息。`,
      ),
    };
  }),
  地震: made((d) => ({
    title: `${d.jaTown()}で震度${d.n(1, 5)}の地震`,
    body: `${d.n(1, 28)}日午後${d.n(1, 11)}時${d.n(1, 59)}分ごろ、${d.jaTown()}地方を震源とする地震がありました。気象庁によりますと、震源の深さは約${d.n(10, 90)}キロ、地震の規模を示すマグニチュードは${d.n(2, 6)}.${d.n(0, 9)}と推定されます。この地震による津波の心配はありません。${d.jaTown()}では震度${d.n(1, 4)}を観測しました。`,
  })),
  증시: made((d) => ({
    title: `코스피 ${d.n(2100, 2900)}선 마감`,
    body: `${d.n(1, 28)}일 코스피 지수는 전 거래일보다 ${d.n(1, 60)}.${d.n(10, 99)}포인트 ${d.of('오른', '내린')} ${d.n(2100, 2900)}.${d.n(10, 99)}에 거래를 마쳤다. 유가증권시장에서 외국인은 ${d.n(100, 9000)}억원을 ${d.of('순매수', '순매도')}했고 기관은 ${d.n(100, 9000)}억원을 팔았다. 원 달러 환율은 ${d.n(1200, 1480)}.${d.n(1, 9)}원에 마감했다.`,
  })),
  Polizeimeldung: made((d) => ({
    title: `${d.town()}: Unfall auf der B${d.n(1, 99)}`,
    body: lines(
      `Am ${d.of('Montag', 'Dienstag', 'Mittwoch', 'Freitag')} gegen ${d.n(1, 23)}.${d.n(10, 59)} Uhr kam es auf der B${d.n(1, 99)} bei ${d.town()} zu einem Verkehrsunfall. Ein ${d.n(18, 85)}-jähriger Autofahrer übersah beim Abbiegen einen entgegenkommenden Wagen.`,
      `Der Sachschaden wird auf rund ${d.n(2, 60)}.000 Euro geschätzt. Verletzt wurde niemand. Die Strecke war für etwa ${d.n(1, 4)} Stunden gesperrt. Zeugen werden gebeten, sich bei der Polizei ${d.town()} zu melden.`,
    ),
  })),
  'horoscope, sentences from lists': made((d) => {
    const sign = d.sign();
    return {
      title: `Daily horoscope for ${sign}`,
      body: lines(
        `Dear ${sign}, ${d.of('today brings calm after a long week', 'a good day begins for you', 'you may feel restless this morning', 'the moon gives you courage')}. ${d.of('Speak openly with those near you.', 'Do not sign anything in haste.', 'Take time for a walk.', 'Old plans deserve a second look.')}`,
        `At work ${d.of('a superior notices your effort', 'a task turns out harder than thought', 'a colleague needs your help', 'new ideas find listeners')}. In love ${d.of('be patient', 'say what you feel', 'let go of old grudges', 'a smile opens doors')}, and in the evening ${d.of('rest will do you good', 'friends will cheer you up', 'music lifts your mood', 'read a good book')}. ${sign} should avoid quarrels today and look after body and mind.`,
      ),
    };
  }),
  'road closure': made((d) => ({
    title: `Road closed in ${d.town()}`,
    body: `The road between ${d.town()} and ${d.town()} is closed until ${d.of('evening', 'noon', 'further notice')} because of ${d.of('a fallen tree', 'flooding', 'an accident', 'works on the bridge')}, the authority said. Drivers should allow more time and follow the signs.`,
  })),
  星座: made((d) => {
    const sign = d.of('白羊座', '金牛座', '双子座', '巨蟹座', '狮子座', '处女座', '天秤座', '天蝎座');
    return {
      title: `${sign}今日运势`,
      body: lines(
        `${sign}今天的${d.of('爱情', '事业', '财运', '健康')}运势${d.of('不错', '平平', '较强', '稍弱')}，适合${d.of('与朋友聚会', '处理积压的工作', '外出旅行', '在家休息')}。单身者${d.of('有机会遇到心仪的人', '需要耐心等待', '不妨主动一些')}。`,
        `工作上会遇到${d.of('新的挑战', '贵人相助', '小的波折')}，保持${d.of('冷静', '乐观', '谨慎')}就能顺利过关。幸运颜色是${d.of('红色', '蓝色', '绿色', '白色')}，开运物品是${d.of('手表', '书籍', '香水', '钥匙')}。`,
      ),
    };
  }),
};

export const templatesToReport: Readonly<Record<string, Template>> = {
  'TV listing': made((d) => ({
    title: `What's on TV on ${d.day()}`,
    body: lines(
      'Here is our pick of the evening on the main channels, with times as given by the broadcasters. Changes are possible at short notice.',
      ...Array.from(
        { length: 7 },
        () =>
          `${d.n(17, 23)}:${d.of('00', '15', '30', '45')} – ${d.of('Hospital', 'Inspector', 'Garden', 'Kitchen', 'Harbour', 'Island')} ${d.of('Stories', 'Nights', 'Dreams', 'Secrets')} (${d.of('drama', 'film', 'quiz', 'news', 'documentary')}, ${d.n(30, 120)} minutes)`,
      ),
    ),
  })),
  tides: made((d) => {
    const town = d.town();
    return {
      title: `Tide times for ${town}`,
      body: `High water at ${town} is at ${d.n(1, 11)}.${d.n(10, 59)} am (${d.n(2, 9)}.${d.n(1, 9)} m) and ${d.n(1, 11)}.${d.n(10, 59)} pm (${d.n(2, 9)}.${d.n(1, 9)} m). Low water is at ${d.n(1, 11)}.${d.n(10, 59)} am and ${d.n(1, 11)}.${d.n(10, 59)} pm. Sunrise ${d.n(4, 8)}.${d.n(10, 59)}, sunset ${d.n(16, 21)}.${d.n(10, 59)}. Times are given in local time and were taken from the tables of the harbour office, which accepts no liability for their use in navigation.`,
    };
  }),
  'recipe card': made((d) => {
    const dish = d.of(
      'Apple cake',
      'Lentil soup',
      'Potato gratin',
      'Bean stew',
      'Lemon tart',
      'Rice pudding',
    );
    return {
      title: `Recipe: ${dish}`,
      body: lines(
        `${dish} serves ${d.n(2, 8)} and takes ${d.n(15, 120)} minutes. It is easy to make and a favourite with young and old.`,
        `Ingredients: ${d.n(100, 900)} g ${d.of('flour', 'lentils', 'potatoes', 'beans', 'rice')}, ${d.n(1, 6)} ${d.of('eggs', 'apples', 'onions', 'carrots')}, ${d.n(50, 300)} ml ${d.of('milk', 'cream', 'water', 'stock')}, ${d.n(1, 4)} tablespoons of ${d.of('sugar', 'butter', 'oil')}, a pinch of salt.`,
        `Heat the oven to ${d.n(140, 220)} degrees. Mix all ingredients in a large bowl, pour into a greased dish and bake for ${d.n(20, 60)} minutes until golden. Let it rest for ten minutes before serving, and enjoy it warm.`,
      ),
    };
  }),
  'product review': made((d) => {
    const thing = `${d.firm().split(' ')[0]} ${d.of('Vacuum', 'Kettle', 'Headphones', 'Blender', 'Monitor')} ${d.of('X', 'Pro', 'Mini', 'S')}${d.n(1, 20)}`;
    return {
      title: `${thing} review`,
      body: lines(
        `The ${thing} is a ${d.of('solid', 'good', 'mixed', 'weak')} choice for anyone who wants ${d.of('value for money', 'a compact device', 'a long battery life')}. We tested it for ${d.n(1, 6)} weeks at home.`,
        `Pros: ${d.of('quiet', 'light', 'well built', 'easy to clean')}, ${d.of('fair price', 'good manual', 'long cable')}. Cons: ${d.of('loud', 'heavy', 'slow', 'hard to clean')}. It costs $${d.n(20, 900)} and weighs ${d.n(1, 9)}.${d.n(1, 9)} kg. We give it ${d.n(1, 5)} out of 5 stars. We may earn a commission when you buy through links on our site, which does not change our verdict.`,
      ),
    };
  }),
  'legal notice': made((d) => {
    const town = d.town();
    return {
      title: `Notice of foreclosure sale, ${town}`,
      body: `NOTICE is hereby given that by virtue of a deed of trust executed by ${d.person()} on ${d.month()} ${d.n(1, 28)}, 20${d.n(10, 24)}, and recorded in Book ${d.n(100, 999)}, Page ${d.n(1, 900)}, the undersigned trustee will sell at public auction at the courthouse of ${town} on ${d.month()} ${d.n(1, 28)} at ${d.n(9, 12)} o'clock the following property: Lot ${d.n(1, 200)} of the ${d.town()} subdivision. The sale is subject to all unpaid taxes and assessments. A deposit of ${d.n(5, 15)} percent is required of the highest bidder at the time of the sale.`,
    };
  }),
  'poll tracker': made((d) => ({
    title: `Poll: ${d.person()} at ${d.n(20, 60)}%`,
    body: `If the election were held this ${d.day()}, ${d.person()} would get ${d.n(20, 60)} percent of the vote, according to a poll by ${d.firm().split(' ')[0]} Research. ${d.person()} comes second with ${d.n(10, 40)} percent, up ${d.n(1, 6)} points from the month before. Between ${d.n(500, 900)} and ${d.n(1000, 3000)} people were asked by telephone from ${d.month()} ${d.n(1, 14)} to ${d.n(15, 28)}. The margin of error is ${d.n(2, 4)} points. A fifth of those asked have not made up their minds.`,
  })),
  'death notice': made((d) => {
    const dead = `${d.person()}`;
    return {
      title: `${dead}, ${d.n(60, 99)}`,
      body: `${dead}, ${d.n(60, 99)}, of ${d.town()}, passed away peacefully on ${d.day()}, ${d.month()} ${d.n(1, 28)}, surrounded by family. Born in ${d.town()}, ${d.of('he', 'she')} worked for ${d.firm()} for many years and loved gardening, fishing and the company of friends. ${dead.split(' ')[0]} is survived by ${d.n(1, 6)} children and ${d.n(1, 14)} grandchildren. A service will be held at ${d.n(9, 12)} a.m. at the church in ${d.town()}. In lieu of flowers, donations may be made to the hospice.`,
    };
  }),
  'crossword, one clue a line': made((d) => ({
    title: `Crossword answers for ${d.month()} ${d.n(1, 28)}`,
    body: lines(
      'Need help with the crossword of today? You have come to the right place: here are all clues with their answers.',
      Array.from(
        { length: 12 },
        () =>
          `${d.n(1, 60)} ${d.of('Across', 'Down')}: ${d.of('River', 'Bird', 'Poet', 'Tool', 'Fruit', 'Island', 'Colour', 'Dance')} ${d.of('of old', 'in the north', 'with a tail', 'in song', 'abroad')} – ${d.of('OTTER', 'ELBE', 'PLUM', 'WALTZ', 'ANVIL', 'CRETE', 'OCHRE', 'HERON', 'DANTE')}`,
      ).join('\n'),
      'Come back tomorrow for the answers to the next puzzle, and tell your friends about us.',
    ),
  })),
  'exchange rates': made((d) => ({
    title: `Gold and dollar on ${d.day()}`,
    body: `The dollar opened at ${d.n(10, 40)}.${d.n(10, 99)} on ${d.day()}, after closing at ${d.n(10, 40)}.${d.n(10, 99)} the day before. The euro traded at ${d.n(10, 50)}.${d.n(10, 99)}. A gram of gold cost ${d.n(1000, 4000)}, an ounce ${d.n(1500, 4000)} dollars. Analysts of ${d.firm()} expect markets to stay nervous until the central bank meets in ${d.month()}.`,
  })),
  'event calendar': made((d) => ({
    title: `This weekend in ${d.town()}`,
    body: lines(
      'Looking for something to do? Here are our tips for the weekend, for families, night owls and everyone in between. Entry is free unless a price is given.',
      ...Array.from(
        { length: 5 },
        () =>
          `${d.day()}, ${d.n(1, 11)} pm: ${d.of('Concert', 'Market', 'Reading', 'Guided tour', 'Play')} with ${d.person()} at the ${d.of('town hall', 'old mill', 'library', 'harbour')} of ${d.town()}, $${d.n(5, 40)}.`,
      ),
    ),
  })),
  'transfer rumour': made((d) => {
    const who = d.person();
    return {
      title: `${who} linked with ${d.town()}`,
      body: `${d.town()} are interested in signing ${who} from ${d.town()}, according to reports. The ${d.n(18, 34)}-year-old has scored ${d.n(1, 30)} goals this season and has a contract until 20${d.n(25, 30)}. A fee of €${d.n(1, 90)} million has been mentioned. ${d.town()} and ${d.town()} are also said to be following the player, who has not commented on the rumours. The transfer window closes at the end of the month.`,
    };
  }),
  彩票: made((d) => ({
    title: `双色球第${d.n(2024001, 2024150)}期开奖结果`,
    body: lines(
      `中国福利彩票双色球第${d.n(2024001, 2024150)}期开奖结果揭晓，红球号码为${Array.from({ length: 6 }, () => d.n(1, 33)).join('、')}，蓝球号码为${d.n(1, 16)}。`,
      `本期全国销量为${d.n(2, 5)}亿${d.n(1000, 9999)}万元。一等奖中出${d.n(1, 20)}注，单注奖金为${d.n(500, 1000)}万元；二等奖中出${d.n(50, 400)}注，单注奖金为${d.n(8, 40)}万元。奖池余额为${d.n(10, 30)}亿元。`,
    ),
  })),
  天気: made((d) => ({
    title: `${d.jaTown()}の天気 ${d.n(1, 12)}月${d.n(1, 28)}日`,
    body: `${d.jaTown()}の${d.n(1, 28)}日の天気は${d.of('晴れ', 'くもり', '雨', '雪')}のち${d.of('晴れ', 'くもり', '雨')}でしょう。最高気温は${d.n(5, 36)}度、最低気温は${d.n(-5, 20)}度の見込みです。降水確率は午前が${d.n(0, 9)}0パーセント、午後が${d.n(0, 9)}0パーセントです。外出の際は最新の気象情報を確認してください。`,
  })),
  날씨: made((d) => ({
    title: `${d.koTown()} 오늘의 날씨`,
    body: `오늘 ${d.koTown()} 지역은 대체로 ${d.of('맑겠습니다', '흐리겠습니다', '비가 오겠습니다')}. 낮 최고기온은 ${d.n(5, 36)}도, 아침 최저기온은 ${d.n(-9, 20)}도로 예상됩니다. 미세먼지 농도는 ${d.of('좋음', '보통', '나쁨')} 수준을 보이겠고 바람은 초속 ${d.n(1, 12)}미터로 불겠습니다. 강수 확률은 ${d.n(0, 9)}0퍼센트이니 외출할 때 참고하시기 바랍니다.`,
  })),
  погода: made((d) => ({
    title: `Погода: ${d.of('Тверь', 'Омск', 'Пермь', 'Самара', 'Казань')}, ${d.n(1, 28)} ${d.of('мая', 'июня', 'июля')}`,
    body: `${d.of('В понедельник', 'Во вторник', 'В среду', 'В пятницу')} в городе ожидается ${d.of('ясная', 'облачная', 'дождливая')} погода. Температура днём составит ${d.n(5, 35)} градусов, ночью ${d.n(-5, 15)} градусов. Ветер ${d.of('северный', 'южный', 'западный')}, ${d.n(1, 15)} метров в секунду. Атмосферное давление ${d.n(730, 770)} миллиметров ртутного столба. Синоптики советуют следить за обновлениями прогноза.`,
  })),
  resultados: made((d) => ({
    title: `${d.town()} ${d.n(0, 6)}-${d.n(0, 6)} ${d.town()}: resumen`,
    body: `${d.town()} recibió a ${d.town()} ante ${d.n(1000, 50000)} espectadores en la jornada ${d.n(1, 38)}. El primer gol llegó en el minuto ${d.n(1, 90)} tras un saque de esquina y el árbitro mostró ${d.n(1, 9)} tarjetas amarillas. Con este resultado el equipo local ocupa el puesto ${d.n(1, 20)} con ${d.n(1, 80)} puntos. La próxima jornada se jugará dentro de una semana.`,
  })),
  'restaurant inspections': made((d) => ({
    title: `Restaurant inspections in ${d.town()}, week of ${d.month()} ${d.n(1, 28)}`,
    body: lines(
      'The following establishments were visited by the inspectors of the county health department. Violations were corrected during the visit unless noted.',
      ...Array.from(
        { length: 5 },
        () =>
          `${d.person().split(' ')[1]}'s ${d.of('Diner', 'Grill', 'Cafe', 'Kitchen')}, ${d.n(1, 900)} ${d.town()} Road: ${d.n(0, 9)} violations. ${d.of('Food kept at wrong temperature.', 'No hand soap at the sink.', 'Floor in need of repair.', 'In compliance.')}`,
      ),
    ),
  })),
  'fuel prices': made((d) => ({
    title: `Gas prices in ${d.town()} ${d.of('rise', 'fall')}`,
    body: `Average gasoline prices in ${d.town()} have ${d.of('risen', 'fallen')} ${d.n(1, 20)}.${d.n(1, 9)} cents per gallon in the last week, averaging $${d.n(2, 5)}.${d.n(10, 99)} per gallon today, according to a survey of ${d.n(100, 900)} stations. Prices are ${d.n(1, 60)} cents ${d.of('higher', 'lower')} than a month ago. The cheapest station was priced at $${d.n(2, 4)}.${d.n(10, 99)} per gallon yesterday while the most expensive was $${d.n(4, 6)}.${d.n(10, 99)}. The national average price of diesel has not changed in the last week.`,
  })),
  'product recall': made((d) => {
    const firm = d.firm();
    return {
      title: `${firm} recalls ${d.of('cheese', 'toys', 'heaters', 'cars', 'salads')}`,
      body: `${firm} is recalling about ${d.n(1, 90)},${d.n(100, 999)} ${d.of('packs', 'units', 'items')} sold between ${d.month()} and ${d.month()} because ${d.of('they may contain pieces of plastic', 'they can overheat', 'an allergen is missing on the label')}. The recall concerns items with the lot number ${d.n(1000, 9999)}. ${d.n(0, 30)} incidents were reported and nobody was hurt. Consumers should stop using the product at once and return it to the place of purchase for a full refund.`,
    };
  }),
  'quote of the day': made((d) => ({
    title: 'Thought for the day',
    body: `Today ask yourself what ${d.topic()} means to you. Many of us forget that ${d.topic()} needs time, and that ${d.topic()} is nothing without ${d.topic()}. Take a quiet moment this ${d.of('morning', 'evening', 'afternoon')}, breathe, and write down three things about ${d.topic()} for which you are grateful. Share them with ${d.of('a friend', 'your neighbour', 'your children', 'your partner')}.`,
  })),
  'property sales': made((d) => ({
    title: `Property transfers in ${d.town()}`,
    body: lines(
      `The following sales were recorded in ${d.town()} between ${d.month()} ${d.n(1, 14)} and ${d.n(15, 28)}. Prices are taken from the register of deeds.`,
      ...Array.from(
        { length: 6 },
        () => `${d.n(1, 900)} ${d.town()} Street, ${d.person()} to ${d.person()}, $${d.n(90, 990)},000`,
      ),
    ),
  })),
  'flight delays': made((d) => ({
    title: `Flights delayed at ${d.town()} airport`,
    body: `${d.n(3, 60)} flights were delayed and ${d.n(1, 20)} cancelled at ${d.town()} airport on ${d.day()} because of ${d.of('fog', 'a strike', 'snow', 'a software fault')}. Passengers of ${d.firm()} should check the status of their flight before leaving for the airport. The operator expects normal service from ${d.n(1, 11)} pm. Rebooking is free of charge.`,
  })),
  股市: made((d) => ({
    title: `沪指${d.of('涨', '跌')}${d.n(0, 3)}.${d.n(10, 99)}%`,
    body: `今日沪深两市${d.of('高开', '低开')}，截至收盘，沪指报${d.n(2800, 3500)}.${d.n(10, 99)}点，${d.of('上涨', '下跌')}${d.n(0, 3)}.${d.n(10, 99)}%；深成指报${d.n(9000, 11000)}.${d.n(10, 99)}点。两市成交额合计${d.n(6000, 12000)}亿元，北向资金净${d.of('买入', '卖出')}${d.n(1, 90)}亿元。板块方面，${d.of('半导体', '银行', '白酒', '汽车')}板块领涨，${d.of('地产', '医药', '煤炭')}板块跌幅居前。`,
  })),
  プロ野球: made((d) => ({
    title: `${d.jaTown()}が${d.n(1, 12)}-${d.n(0, 9)}で勝利`,
    body: `プロ野球は${d.n(1, 28)}日、${d.jaTown()}が${d.jaTown()}に${d.n(4, 12)}対${d.n(0, 3)}で勝った。${d.jaTown()}は${d.n(1, 9)}回に${d.of('本塁打', '適時打', '犠飛')}で先制し、先発は${d.n(5, 9)}回を${d.n(0, 3)}失点に抑えて今季${d.n(1, 15)}勝目を挙げた。観客は${d.n(10000, 45000)}人だった。チームは次の試合を${d.jaTown()}で行う予定だ。`,
  })),
  운세: made((d) => ({
    title: `오늘의 운세 ${d.of('쥐띠', '소띠', '호랑이띠', '토끼띠', '용띠', '뱀띠')}`,
    body: `${d.of('쥐띠', '소띠', '호랑이띠', '토끼띠', '용띠', '뱀띠')}는 오늘 ${d.of('금전', '건강', '애정', '직장')} 운이 ${d.of('좋습니다', '보통입니다', '약합니다')}. ${d.of('가까운 사람의 조언을 들으세요.', '서두르지 말고 차분히 기다리세요.', '새로운 일을 시작하기에 좋은 날입니다.')} 오후에는 ${d.of('반가운 소식', '뜻밖의 손님', '작은 다툼')}이 있을 수 있으니 마음의 여유를 가지는 것이 좋겠습니다. 행운의 색은 ${d.of('빨강', '파랑', '노랑', '하양')}입니다.`,
  })),
};
