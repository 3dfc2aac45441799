export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const NAME = 'wellspring-theme';

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(NAME);
  return themes.find((theme) => theme === kept) ?? 'auto';
}

/** Shows and keeps a theme; auto follows the system. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(NAME, theme);
  document.documentElement.dataset.theme = theme;
}
