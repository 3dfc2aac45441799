const list = (text: string) => text.split(/\s*;\s*/);

/** Sentences of any subject. */
export const generalFrames: readonly string[] = [
  '{person} of {company} declined to comment.',
  'A report is due before {month}, and {lead} promised to publish all of it.',
  '“Nobody asked us in {place2},” said {person}, {age}, who runs a kiosk there.',
  'Since {month} {day}, {year}, {n} letters about it have reached the editor.',
  'Neighbouring {region2} went another way and spent {money} less.',
  '“We have done this for {n} years and will do it tomorrow,” {leadLast} told reporters.',
  'The archive of {place} mentions a like event in {year}, with {n} lines and a drawing.',
  '{company} sent {n} people and a van.',
  'Only {pct} percent of those asked by {pollster} had heard of it a month ago.',
  '{lead}, born in {place2}, taught geography before {month} {year}.',
  'Details were first given at a meeting in a {room} on {weekday2}.',
  'The bill came to {money}, tea included, as {person} pointed out.',
  'Some {big} comments arrived overnight, {n} of them polite.',
  'Insurance covers {pct} percent at most, {company} confirmed by letter.',
  'A hearing in {region2} on {month} {day} may settle the matter, though {person} doubts it.',
  '“Ask me in {n} weeks,” said {person} and closed the {opening}.',
  'In {year}, a plan of this kind failed in {region2} by {n} votes.',
  'Photographs taken by {person} from a {room} show {n} people with umbrellas.',
  'The ministry of {region2} has asked {company} for figures up to {month}.',
  '{leadLast} will speak in {place2} on {weekday2}; doors open at {n} minutes past six.',
  'Volunteers handed out {big} cups of soup, cooked by {person} in a {room}.',
  'According to minutes of {month} {year}, {person} had raised the point twice.',
  'The phone of {company} was answered by {person}, who was only there for the {opening}.',
  'It is the {ordinal} case of its kind in {region} within {n} years, {pollster} says.',
];

export const generalWords: Readonly<Record<string, readonly string[]>> = {
  pollster: list('Gauge and Daughters; Penrose Polling; Tally House; the Meadow Institute; Quota Nine'),
  room: list('gymnasium; chapel; boathouse; canteen; greenhouse; signal box; barn; ballroom; loft; tea tent'),
  opening: list('window; shutters; gate; hatch; curtain; ledger; garage door; piano lid'),
  ordinal: list('second; third; fourth; fifth; seventh; ninth; eleventh'),
  companyHead: list(
    'Alderman; Basalt; Cobalt; Driftwood; Ember; Foxglove; Granary; Halyard; Isinglass; Juniper; Kingfisher; Lodestar; Mulberry; Nettle; Osprey; Parchment; Quillon; Rosin; Saltmarsh; Tinder; Umber; Verdigris; Willow; Yardarm',
  ),
  companyTail: list(
    'and Sons; Works; Freight; Mutual; Holdings; Instruments; Mills; Foods; Lines; Partners; Energy; Glass; Press; Optics; Cooperative; Trust',
  ),
};
