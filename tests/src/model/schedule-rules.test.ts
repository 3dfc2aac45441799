import { describe, expect, it } from 'vitest';
import { readSite, SiteFileError } from '../../../src/sites/read-site.ts';

function told(rules: string): string {
  const text = `name: P\nhosts: [p.example]\nstart:\n  - { list: https://p.example/ }\nschedule:\n${rules
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;
  try {
    readSite('site.yaml', text);
    return 'fine';
  } catch (error) {
    if (!(error instanceof SiteFileError)) throw error;
    return error.message;
  }
}

describe('the schedule in a site file', () => {
  it('takes a cron with a zone, jitter, an overlap rule and blackout hours', () => {
    expect(
      told(
        'cron: "*/15 6-22 * * *"\nzone: Europe/Berlin\njitterMinutes: 4\noverlap: wait\nmissed: skip\nblackout: ["23:00-05:30"]',
      ),
    ).toBe('fine');
    expect(told('cron: "0 0 29 2 *"')).toBe('fine');
    expect(told('cron: "H H(0-5) * * *"')).toBe('fine');
    expect(told('freshness: { withinMinutes: 10, maxRequestsPerDay: 5000 }')).toBe('fine');
  });

  it.each([
    ['cron: "0 0 30 2 *"', 'never fires'],
    ['cron: "0 0 31 4,6,9,11 *"', 'never fires'],
    ['cron: "61 * * * *"', 'got value 61 expected range 0-59'],
    ['cron: "* * * * * *"', 'write five fields (minute hour day month weekday); it has 6'],
    ['cron: "often"', 'write five fields'],
    ['zone: Mars/Olympus', 'is "Mars/Olympus"; write a zone of the IANA database, such as Europe/Berlin'],
    ['everyMinutes: 5\ncron: "0 * * * *"', 'there is another rhythm beside it'],
    ['everyMinutes: 5\njitterMinutes: 6', 'at most everyMinutes (5)'],
    ['blackout: ["00:00-12:00", "11:00-24:00"]', 'no run would ever be made'],
    ['blackout: ["12:00-12:00"]', 'begin and end are one'],
    ['blackout: ["8-12"]', 'write hours such as "23:00-06:00"'],
    ['learned: { minMinutes: 60, maxMinutes: 10 }', 'minMinutes is more than maxMinutes'],
    ['freshness: { withinMinutes: 10 }', 'maxRequestsPerDay'],
    ['everyMinute: 5', 'is no setting here (misspelt?)'],
  ])('refuses %s and says where and why', (rules, why) => {
    expect(told(rules)).toContain(why);
    expect(told(rules)).toMatch(/^site\.yaml:[67]:\d+: schedule/);
  });

  it('refuses two starts of one list, a start of nothing, and two rhythms of one start', () => {
    const site = (start: string) => () =>
      readSite('s.yaml', `name: P\nhosts: [p.example]\nstart: [${start}]\n`);
    const list = 'list: "https://p.example/"';
    expect(site(`{ ${list} }, { ${list} }`)).toThrow('s.yaml:3:43');
    expect(site('{ everyMinutes: 3 }')).toThrow('write list, feed or sitemap');
    expect(site(`{ ${list}, everyMinutes: 3, cron: "0 * * * *" }`)).toThrow('there is another rhythm');
  });
});
