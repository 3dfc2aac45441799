/** Sentence frames of one subject. Constant runs are short, so that two stories of a subject share few 5-grams. */
export type EnglishTopic = {
  titles: readonly string[];
  leads: readonly string[];
  bodies: readonly string[];
  words: Readonly<Record<string, readonly string[]>>;
};

const list = (text: string) => text.split(/\s*;\s*/);

export const englishTopics: readonly EnglishTopic[] = [
  {
    titles: [
      '{Craft} service to {place} halted after {fault}',
      '{place} commuters face {n} weeks without {craft}s',
      'Operator {company} to replace {n} {craft}s on {place} line',
    ],
    leads: [
      'A {fault} stopped every {craft} between {place} and {place2} on {weekday}, leaving about {big} passengers at the platforms.',
      '{company} said on {weekday} that it would take {n} {craft}s out of service near {place} after engineers found {fault}.',
      'Travellers in {place} woke to empty timetables on {weekday} when {company} withdrew its oldest {craft}s.',
    ],
    bodies: [
      'Engineers traced the {fault} to {part} fitted in {year}, {lead} of the operator said.',
      'Replacement buses carried {big} people by noon; {person} waited {n} hours at {place2} with two suitcases and a cello.',
      'The regulator counted {n} similar cases since {year}, most of them involving {part}.',
      'A new {craft} costs {money}, and {company} has ordered {n} of them from a yard in {region}.',
      'Fares on the route rose {pct} percent last {month}, a step that {person} called badly timed.',
      'Freight goes on as planned, since its {craft}s use {part} of another make.',
    ],
    words: {
      craft: list('ferry; tram; railcar; night train; funicular; hovercraft; trolleybus; monorail'),
      fault: list(
        'a cracked axle; a signal failure; a seized winch; a burst hydraulic line; a short circuit; a warped rail; a jammed rudder; a software error',
      ),
      part: list(
        'a coupling; brake shoes; a gearbox seal; the steering column; a relay cabinet; cable drums; a cooling pump',
      ),
    },
  },
  {
    titles: [
      '{place} court clears {trade} in {object} case',
      'Jury hears how {object} vanished from {place} warehouse',
      '{Trade} ordered to repay {money} over missing {object}',
    ],
    leads: [
      'A jury in {place} took {n} hours on {weekday} to clear a {trade} accused of taking {object} worth {money}.',
      'Prosecutors told the {region} assizes on {weekday} that {lead}, a {trade}, had sold {object} that belonged to {company}.',
      'The trial over {object} lost in {place2} opened on {weekday} with a {trade} in the dock and {n} boxes of ledgers on the table.',
    ],
    bodies: [
      'Defence counsel {person} called the ledgers “a novel with numbers”, and asked why nobody had weighed {object} before {month} {year}.',
      'Judge {person} allowed {n} witnesses, among them a locksmith from {place2}.',
      'Investigators found {object} in a barn near {place}, wrapped in newspapers of {month} {year}.',
      '{company} puts its loss at {money}; the insurer has paid {pct} percent so far.',
      'An appeal must be filed within {n} days, the clerk of the {region} court noted.',
      'The {trade} had worked there for {n} years without a complaint, according to {person}.',
    ],
    words: {
      trade: list(
        'bookkeeper; saddler; bookbinder; harbour pilot; notary; goldsmith; piano tuner; night porter; beekeeper; surveyor',
      ),
      object: list(
        'copper cable; violin bows; saffron; bearer bonds; church silver; vintage maps; olive oil; rare stamps; whisky casks; telescope lenses',
      ),
    },
  },
  {
    titles: [
      '{company} profit up {pct} percent on demand for {goods}',
      '{Goods} maker {company} to close plant in {place}',
      '{company} bets {money} on {goods} from {region}',
    ],
    leads: [
      '{company} earned {money} in the quarter, {pct} percent more than a year before, as buyers in {region} stocked up on {goods}.',
      'Shares of {company} fell {pct} percent on {weekday} after the {goods} maker warned of {trouble}.',
      'The board of {company} approved {money} for a {goods} works outside {place}, chief executive {lead} told investors on {weekday}.',
    ],
    bodies: [
      'Analysts had expected {money}; {person} of Larkfield Research blamed {trouble}.',
      'The works near {place} employs {big} people and turns out {n} tonnes of {goods} a shift.',
      'Margins narrowed to {pct} percent because of {trouble}, finance chief {person} said on a call.',
      'Rivals in {region} cut prices for {goods} twice since {month}.',
      'A dividend of {n} cents will be paid to holders of record on {month} {day}.',
      'Orders reach into {year2}, among them one of {money} from a retailer in {place2}.',
    ],
    words: {
      goods: list(
        'bicycle chains; enamel pots; wool blankets; door hinges; glass lenses; oat biscuits; paper sacks; ceramic tiles; lamp wicks; canoes',
      ),
      trouble: list(
        'dear energy; a dock strike; late deliveries; a weak currency; a recall; scarce timber; new tariffs; a warm winter',
      ),
    },
  },
  {
    titles: [
      'Study in {region} links {habit} to {effect}',
      'Doctors in {place} test {habit} against {effect}',
      '{Habit} may help with {effect}, {place} trial finds',
    ],
    leads: [
      'People who took up {habit} were {pct} percent less likely to report {effect}, says a study of {big} adults in {region}.',
      'A hospital in {place} has begun to prescribe {habit} for {effect}, after a trial that ran for {n} months.',
      'Researchers at the University of {place} said on {weekday} that {habit} changed {effect} in {n} of {big} volunteers.',
    ],
    bodies: [
      'The team led by {lead} followed the volunteers until {month} {year} and checked them every {n} weeks.',
      '{person}, who had no part in the work, warned that {effect} has many causes and the sample was small.',
      'Half of the group got a leaflet instead; {pct} percent of those dropped out before {month}.',
      'A follow-up with {big} people, paid for by a foundation in {place2}, starts in {year2}.',
      'Side effects were mild: {n} sore backs, a sprained wrist and one lost shoe.',
      '“It costs next to nothing,” {person} said of {habit}, “and nobody has to queue.”',
    ],
    words: {
      habit: list(
        'choir singing; cold swimming; brisk walking; beekeeping; juggling; an early supper; bread baking; night fasting; gardening; stair climbing',
      ),
      effect: list(
        'poor sleep; back pain; high blood pressure; migraine; low mood; hay fever; memory lapses; joint stiffness',
      ),
    },
  },
  {
    titles: [
      '{place} beat {place2} {score} after late {feat}',
      '{person} retires from {sport} at {age}',
      '{Sport}: {place2} reach final for first time since {year}',
    ],
    leads: [
      'A {feat} in the closing minute gave {place} a {score} win over {place2} on {weekday} and a place in the {region} {sport} final.',
      '{lead}, captain of {place}, announced on {weekday} that the {sport} season would be the last of {n}.',
      'Rain, mud and a {feat}: {place2} needed all three to get past {place} in {sport} on {weekday}.',
    ],
    bodies: [
      'Coach {person} had changed {n} players at the break and praised the bench.',
      'It was the first {feat} by {leadLast} since {month} {year}.',
      'A crowd of {big} stayed to the end, although the last tram had gone.',
      'Referee {person} sent off two men, which {place2} will contest before the league on {month} {day}.',
      'Tickets for the final in {region} sell at {money} to traders and at far less to members.',
      'Injured {person} hopes to be back within {n} weeks.',
    ],
    words: {
      sport: list(
        'handball; rowing; water polo; curling; road cycling; fencing; hockey; bowls; cricket; volleyball',
      ),
      feat: list('penalty; save; own goal; sprint; break-away; dive; long throw; disputed call'),
      score: list('2-1; 3-2; 24-23; 17-12; 5-4; 31-28; 1-0; 9-7; 14-11'),
    },
  },
  {
    titles: [
      '{Storm} floods {n} streets in {place}',
      '{big} without power as {storm} crosses {region}',
      '{place} counts the cost of {storm}',
    ],
    leads: [
      'The {storm} that crossed {region} on {weekday} tore roofs from {n} houses in {place} and left {big} people in the dark.',
      'Rescue crews in {place} brought {n} families out by {vessel} on {weekday} as a {storm} pushed water over the embankment.',
      'Schools from {place} to {place2} stay shut after a {storm} blocked roads with {debris}.',
    ],
    bodies: [
      'Gusts of {speed} kilometres an hour were measured at {place2}, the most since {month} {year}.',
      'Fire chief {lead} asked residents to leave {debris} where it lies until crews have checked the cables.',
      'The county set aside {money} for repairs; {person}, whose bakery lost its chimney, expects to wait.',
      'Water stood {n} centimetres deep in the hospital cellar of {place}.',
      'Forecasters at {company} see calmer days until {weekday2}, then {storm2} again.',
      'A {vessel} found {person} and a dog on a garage roof at dawn, cold and cheerful.',
    ],
    words: {
      storm: list('storm; cloudburst; gale; hailstorm; thaw; squall; spring tide; blizzard'),
      storm2: list('rain; sleet; wind; frost; fog; snow'),
      debris: list('fallen elms; mud; roof slates; gravel; broken glass; driftwood; shingle'),
      vessel: list('rowing boat; tractor; helicopter; dinghy; amphibious truck; raft'),
      speed: list('98; 104; 112; 119; 127; 131; 140; 146'),
    },
  },
  {
    titles: [
      'Lost {work} by {artist} found in {place} attic',
      '{place} museum buys {work} for {money}',
      'Visitors queue for {work} in {region}',
    ],
    leads: [
      'A {work} thought lost since {year} has turned up in an attic in {place}, wrapped in {wrap}.',
      'The museum of {place} paid {money} on {weekday} for a {work} that its director {lead} had sought for {n} years.',
      'More than {big} visitors came to {place} in a week to see a {work} mended by hand.',
    ],
    bodies: [
      'Restorer {person} spent {n} months taking off varnish the colour of strong tea.',
      'Under {wrap} lay a receipt dated {month} {year} and signed {artist}.',
      'A second {work} by the same hand hangs in {place2}, badly lit, beside a door.',
      'The price is {pct} percent above the estimate of the saleroom, {company}.',
      'Experts differ: {person} sees a pupil at work, not {artist}.',
      'It will travel to {region} in {month}, insured for {money}.',
    ],
    words: {
      work: list(
        'triptych; tapestry; clock; globe; sketchbook; bronze; stained window; score; herbarium; chess set',
      ),
      artist: list(
        'Aurelio Banti; Joost van Kerkel; the Master of Dunmere; Sunniva Thorsdal; Ambrose Quelch; Maddalena Orsi',
      ),
      wrap: list('sailcloth; wallpaper; a flag; sheep fleece; theatre bills; oilskin; old curtains'),
    },
  },
  {
    titles: [
      '{place} council votes {votes} for {plan}',
      'Row over {plan} splits {place} council',
      'Mayor of {place} drops {plan} after protest',
    ],
    leads: [
      'The council of {place} voted {votes} on {weekday} for {plan}, after a debate that lasted {n} hours.',
      'Mayor {lead} withdrew {plan} on {weekday}, saying that {place} could not afford {money}.',
      'About {big} people marched through {place} against {plan}, which the {region} government wants by {year2}.',
    ],
    bodies: [
      'Opponents led by {person} handed over {big} signatures in a wheelbarrow.',
      'Officials put the cost at {money}, of which {region} would bear {pct} percent.',
      'Councillor {person} abstained because a cousin owns {n} plots next to it.',
      'A consultant, {company}, had advised against {plan} in {month} {year}.',
      'Traders in {place2} fear for their parking; cyclists do not.',
      'The next vote is due on {month} {day}, unless the court in {region} steps in.',
    ],
    words: {
      plan: list(
        'a covered market; a ring road; a biomass plant; a car-free square; a bigger library; a marina; night buses; a wind park; a new graveyard; a stadium',
      ),
      votes: list('14-11; 9-8; 21-4; 17-16; 12-7; 19-13'),
    },
  },
  {
    titles: [
      'Rare {animal} seen near {place}',
      'Farmers in {region} blame {animal} for lost {crop}',
      '{place} to fence {crop} fields against {animal}',
    ],
    leads: [
      'A {animal} was filmed in the marshes of {place} on {weekday}, the first in {region} since {year}.',
      'Growers around {place} lost {pct} percent of their {crop} to {animal}s this {season}, their union said on {weekday}.',
      'The {region} wildlife trust set free {n} {animal}s near {place}, to the dismay of {crop} growers.',
    ],
    bodies: [
      'Ranger {lead} followed the tracks for {n} kilometres before they ended at a stream.',
      '{person}, who farms {n} hectares of {crop} at {place2}, wants to be paid {money}.',
      'A collar showed that one {animal} swam to an island and back in {month}.',
      'Biologists count {big} of them now, against {n} in {year}.',
      'Shooting is banned until {month} {day}; scarecrows, dogs and radios are not.',
      'Prices of {crop} at the {place2} exchange rose by {pct} percent.',
    ],
    words: {
      animal: list('lynx; crane; beaver; stoat; wild boar; bustard; marten; pelican; moose; badger'),
      crop: list('barley; beetroot; plum; rye; hop; clover; asparagus; flax; lentil; cherry'),
      season: list('spring; summer; autumn; winter'),
    },
  },
];
