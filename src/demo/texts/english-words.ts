/** Invented places and people are put together from these; no real person or town is meant. */
export const placeHeads =
  `Ald Amber Ash Bar Birch Black Brin Cald Carr Clay Cor Dun Elder Ell Fal Fern Gar Glen Gran
Hale Harrow Hazel Hol Iver Kel Kings Lang Lark Lin Lor Mar Mel Mill Nor Oak Oster Pel Pen Quarr Raven Red Rook Sal
Sel Shel Stan Sut Tal Thorn Tor Ulver Vale Wes Whit Win Wol Yar`.split(/\s+/);
export const placeTails =
  `bridge brook burn bury by combe dale den don field ford gate ham haven holt hurst ley low
mere minster mouth ness port reach rick shaw stead stock thorpe ton vale water well wick worth`.split(/\s+/);
export const regions = `Averland Brannock Carrowmoor Deverill Estmark Farrowdale Gallowshire Highfen Inverlock
Jarrowmark Kestrelshire Lowmarch Morrowby Northfen Orrinshire Pellmark Queensfell Rivenshire Strathmoor Tarnmark
Upperfen Varrowdale Westmarch Yarrowshire`.split(/\s+/);
export const firstNames =
  `Ada Alma Amos Anselm Anya Arvid Beatrix Bram Calla Caspian Clea Corin Dagny Dario Della
Edda Eamon Elias Enid Esme Fabian Farah Fenn Flora Gideon Greta Hal Hanne Hugo Ida Ilse Imran Ines Ivo Jarek Joan
Juno Kaspar Keir Lena Leif Lorna Lucan Magda Malik Mira Nadia Nels Nora Odile Omar Orla Otis Petra Piers Quill Rafe
Rhea Rosa Ruben Saskia Selim Signe Sol Tamsin Theo Tove Ugo Una Viggo Wanda Wilma Xenia Yara Yusuf Zadie`.split(
    /\s+/,
  );
export const lastHeads =
  `Abb Ack Bal Barn Bex Brand Cald Cham Cros Dal Den Dray Eld Ever Fair Fen Gal Gram Hal Hart
Hol Ing Jess Kil Lam Lath Lind Mal Mar Nor Oak Pem Quen Rad Ren Ros Sav Sel Thor Tre Und Vas Ver Wal Wex Wyn Yel
Zan`.split(/\s+/);
export const lastTails =
  `aby acre aldi anby arro ashe aska by croft dahl den ell enko er eska ett ford gren hart hurst
ic ingham ley lin man mere mont more oris orth os ova ow quist ridge sen son stone ston vale vik ward well wick
worth`.split(/\s+/);
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const months =
  `January February March April May June July August September October November December`.split(' ');
export const agencies = ['CW', 'NPS', 'Merid', 'TNA', 'IWS'];
