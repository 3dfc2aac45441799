const agencies =
  /^(?:AP|Associated Press|The Associated Press|Reuters|AFP|Agence France-Presse|UPI|Bloomberg|Xinhua|dpa|Deutsche Presse-Agentur|EFE|ANSA|TASS|ТАСС|РИА Новости|Интерфакс|Kyodo|共同|時事|Yonhap|연합뉴스|新华社|新華社|中新社|APA|SDA|Keystone-SDA|SID|ANI|PTI|IANS|Anadolu|AA|Bernama|Antara)$/i;

/** True for the name of a news agency, alone. */
export function isAgency(text: string): boolean {
  return agencies.test(text.trim());
}
