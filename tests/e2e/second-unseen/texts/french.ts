import type { LanguageWords } from '../../unseen/words/language-words.ts';

const list = (text: string) => text.split(/\s*;\s*/);

export const french: LanguageWords = {
  between: ' ',
  titles: list(
    '{town} : {thing} rouvre après {n} mois de travaux; À {town}, {thing} divise les riverains; {Thing} de {town} bientôt confiée à {group}; {Group} renonce à vendre {thing} de {town}; Pourquoi {town2} s’intéresse à {thing} de {town}',
  ),
  openings: list(
    'Fermée depuis {n} mois, {thing} de {town} a retrouvé son public {weekday}, devant {crowd} curieux venus parfois de {town2}.; {Group} a annoncé {weekday} un plan de {n} millions d’euros pour sauver {thing} de {town}, jugée dangereuse depuis l’hiver.; Le conseil municipal de {town} a débattu pendant {n} heures {weekday} de l’avenir de {thing}, sans trancher.',
  ),
  sentences: list(
    `« {quote} », résume {name}, {craft} à {town2} depuis {n} ans.;
Les travaux ont mobilisé {n} artisans et coûté {n} millions d’euros, soit {percent} % de plus que prévu.;
D’après une enquête menée en {month}, {percent} % des habitants y sont favorables.;
{name}, {age} ans, garde dans un tiroir la clé que son père lui avait confiée en {year}.;
Une pétition a recueilli {crowd} signatures en moins de {n} jours.;
La préfecture doit rendre son avis avant le {day} {month}.;
Le chantier, interrompu à cause {reason}, reprendra après {season}.;
À {town2}, un projet semblable avait échoué en {year}.;
Selon {group}, {crowd} visiteurs sont attendus chaque semaine dès {season}.;
« {quote} », répond le maire, qui promet une réunion publique en {month}.;
Une plaque rappelle que l’ouvrage fut dessiné en {year} par un {craft} du pays.;
Les bénévoles ont servi {food} aux {crowd} personnes présentes.;
Quelques voisins redoutent surtout {reason2}.;
L’école de {town} a préparé {n} dessins, exposés dans le hall de la mairie.;
Le département prendra à sa charge {percent} % de la facture.;
{name} a retrouvé aux archives un plan daté de {year}, long de {n} mètres.;
Le dernier accident remonte à {month} {year} et n’avait fait aucun blessé.;
Un {craft} de {town2} fournira les {n} pièces qui manquent encore.;
Les commerçants, eux, espèrent une hausse de {percent} % de leurs ventes.;
« Il faudra {n} ans pour rembourser l’emprunt », calcule {name}, élue d’opposition.;
Le car de {town2} marquera désormais un arrêt sur la place, {n} fois par jour.;
Faute de candidats, le poste de gardien reste vacant depuis {month}.;
La fanfare a joué sous la pluie, puis tout le monde est allé manger {food}.;
En {year} déjà, la foudre avait endommagé une partie du toit.;
{group2} prête {n} photographies anciennes, visibles jusqu’au {day} {month}.;
Au fond de la salle, {name} a pris des notes dans un cahier d’écolier.;
Les tarifs resteront inchangés : {n} euros, gratuit pour les moins de {n} ans.;
Un contrôle technique aura lieu tous les {n} mois.;
Sur les {crowd} lettres reçues, {n} demandaient la démolition.;
La doyenne du bourg, {age} ans, a coupé le ruban avec des ciseaux de couture.;
Les pêcheurs réclament de leur côté un quai plus long de {n} mètres.;
Le rapport, épais de {crowd} pages, n’a pas encore été publié.`,
  ),
  words: {
    town: list(
      'Kerlazan; Saint-Aubrin; Port-Levenez; Montrieul; Valcendre; La Roche-Amblin; Plouvenac; Bellerive',
    ),
    town2: list('Trévarn; Sainte-Osmane; Le Guilvern; Cassandre-les-Eaux; Hautefaye; Lanvézec'),
    thing: list(
      'la criée; la passerelle; la vieille minoterie; la halle aux grains; la chapelle du port; la tour du guet; la gare haute; la serre tropicale; la bibliothèque; la patinoire',
    ),
    group: list(
      'la communauté de communes; la fondation Marchelin; la coopérative des marins; l’association des riverains; la chambre de métiers',
    ),
    group2: list('Le musée de la Mer; Le cercle d’histoire; La paroisse; Un collectionneur anonyme'),
    weekday: list('lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche'),
    quote: list(
      'On n’y croyait plus; Nous ne demandions pas la lune; Le temps fera son œuvre; Ce n’est qu’un début; Mon grand-père en aurait pleuré',
    ),
    craft: list(
      'charpentier; facteur; ostréiculteur; couvreur; institutrice; horloger; mécanicien; libraire',
    ),
    name: list(
      'Solenn Kerbrat; Aurélien Delmas; Maëlle Troadec; Bastien Roussel; Gwenaëlle Le Floch; Théodore Vasseur; Inès Charpentier; Loïc Madec',
    ),
    name2: list('Clémence Aubert; Yann Quéméner; Hortense Brival; Rémi Castaing'),
    season: list('Pâques; l’été; les vendanges; Noël; la rentrée'),
    reason: list('du vent; d’une panne de grue; des pluies; d’un recours; d’une nichée de chouettes'),
    reason2: list('le bruit; le stationnement; les odeurs; la hausse des loyers; les embouteillages'),
    month: list('janvier; février; mars; mai; juin; septembre; octobre; novembre'),
    food: list('des galettes; une soupe de poissons; du cidre chaud; des crêpes; un far aux pruneaux'),
  },
};
