import type { LanguageWords } from '../../unseen/words/language-words.ts';

const list = (text: string) => text.split(/\s*;\s*/);

export const portuguese: LanguageWords = {
  between: ' ',
  titles: list(
    '{Thing} de {town} reabre após {n} meses de obras; Moradores de {town} pedem solução para {thing}; {Group} assume gestão de {thing} em {town}; {town} recebe R$ {n} milhões para recuperar {thing}; Entenda a disputa por {thing} em {town}',
  ),
  openings: list(
    'Depois de {n} meses de portas fechadas, {thing} de {town} voltou a receber o público na {weekday}, com fila de {crowd} pessoas.; {Group} informou na {weekday} que vai investir R$ {n} milhões para recuperar {thing} de {town}, interditada desde as chuvas do início do ano.; A Câmara Municipal de {town} discutiu por {n} horas, na {weekday}, o futuro de {thing}, mas adiou a votação.',
  ),
  sentences: list(
    `“{quote}”, disse {name}, {craft} em {town2} há {n} anos.;
A obra empregou {n} operários e custou {percent}% a mais do que o previsto no edital.;
Uma pesquisa feita em {month} mostra que {percent}% dos moradores aprovam a mudança.;
{name}, de {age} anos, guarda em uma gaveta a chave recebida do pai em {year}.;
Um abaixo-assinado reuniu {crowd} nomes em menos de {n} dias.;
O governo do estado tem até {day} de {month} para se manifestar.;
Os trabalhos pararam por causa {reason} e só voltam depois {season}.;
Em {town2}, um projeto parecido fracassou em {year}.;
Segundo {group}, são esperados {crowd} visitantes por semana.;
“{quote}”, respondeu a prefeita, que prometeu uma audiência pública em {month}.;
Uma placa lembra que o prédio foi projetado em {year} por um {craft} da região.;
Voluntários serviram {food} às {crowd} pessoas presentes.;
Alguns vizinhos reclamam sobretudo {reason2}.;
Alunos da escola municipal prepararam {n} desenhos, expostos na recepção.;
O município vai arcar com {percent}% da conta.;
{name} encontrou no arquivo público uma planta de {year} com {n} metros de comprimento.;
O último acidente no local aconteceu em {month} de {year} e não deixou feridos.;
Um {craft} de {town2} vai fabricar as {n} peças que ainda faltam.;
Os comerciantes esperam vender {percent}% a mais no próximo trimestre.;
“Vamos levar {n} anos para pagar o empréstimo”, calcula a vereadora {name}.;
A linha de ônibus para {town2} passará pela praça {n} vezes por dia.;
Sem candidatos, a vaga de zelador continua aberta desde {month}.;
A banda tocou debaixo de chuva e depois todos foram comer {food}.;
Ainda em {year}, um raio destruiu parte do telhado.;
{group2} emprestou {n} fotografias antigas, em exibição até {day} de {month}.;
No fundo da sala, {name} anotava tudo em um caderno escolar.;
O ingresso continua a custar {n} reais, com meia-entrada para estudantes.;
A vistoria será repetida a cada {n} meses.;
Das {crowd} cartas enviadas à prefeitura, {n} pediam a demolição.;
A moradora mais velha do bairro, de {age} anos, cortou a fita com uma tesoura de costura.;
Já os pescadores querem um píer {n} metros mais comprido.;
O relatório final, com {crowd} páginas, ainda não foi divulgado.`,
  ),
  words: {
    town: list(
      'Serra Branca; Porto Aurora; Vale do Cedro; Santa Olinda; Ribeirão Claro do Sul; Monte Sereno; Lagoa Funda; Campo Belmonte',
    ),
    town2: list('Nova Altamira; Pedra Torta; Jacarandá; Barra do Ipê; São Teobaldo; Águas Mansas'),
    thing: list(
      'o mercado municipal; a ponte pênsil; o antigo moinho; a estação de trem; o coreto; a biblioteca; o farol; o teatro de bolso; o planetário; a casa de farinha',
    ),
    group: list(
      'a associação comercial; a Fundação Arraes Prado; a cooperativa de crédito; o consórcio intermunicipal; a diocese',
    ),
    group2: list('O museu da Imagem; O clube de fotografia; A paróquia; Um colecionador anônimo'),
    weekday: list('segunda-feira; terça-feira; quarta-feira; quinta-feira; sexta-feira'),
    quote: list(
      'Ninguém acreditava mais; A gente só queria respeito; Tempo é o que não falta; É só o começo; Meu avô teria chorado',
    ),
    craft: list('marceneiro; carteiro; apicultor; pedreiro; professora; relojoeiro; mecânico; livreiro'),
    name: list(
      'Dalva Nogueira; Severino Brandão; Lívia Meirelles; Otávio Pimentel; Jandira Falcão; Caetano Rezende; Noêmia Barros; Tadeu Vilela',
    ),
    name2: list('Iara Monteiro; Breno Cardoso; Celina Prates; Heitor Lacerda'),
    season: list('da Páscoa; das férias; da colheita; do Natal; do Carnaval'),
    reason: list('do vento; de uma pane no guindaste; das chuvas; de uma liminar; de um ninho de corujas'),
    reason2: list('do barulho; da falta de vagas; do mau cheiro; do aumento dos aluguéis; do trânsito'),
    month: list('janeiro; fevereiro; março; maio; junho; setembro; outubro; novembro'),
    food: list('pamonha; caldo de peixe; bolo de fubá; tapioca; doce de abóbora'),
  },
};
