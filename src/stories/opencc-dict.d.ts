declare module 'opencc-js/dict/TSCharacters' {
  /** "traditional simplified|traditional simplified|…"; of several simplified signs the usual one is first. */
  const pairs: string;
  // biome-ignore lint/style/noDefaultExport: that is how the package gives it out
  export default pairs;
}
