// Let Sphinx's search find numbers, such as the status 413, and list first the headings that contain all words of a query:
// it leaves out what has digits only, and a heading that is more than twice as long as the query.
if (typeof Search !== "undefined") {
  const { _parseQuery: parseQuery, _performSearch: performSearch } = Search;

  Search._parseQuery = (query) => {
    const parsed = parseQuery(query);
    for (const number of query.match(/(?<!\w)\d+(?!\w)/g) ?? []) {
      parsed[1].add(number); // terms
      parsed[3].add(number); // terms to highlight
    }
    return parsed;
  };

  // A page that is opened as a file may not fetch others, for an excerpt of each result.
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY &&= location.protocol !== "file:";

  const headingResults = (query) => {
    const { alltitles, docnames, filenames, titles } = Search._index;
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const headings = Object.entries(alltitles).filter(([heading]) =>
      words.every((word) => heading.toLowerCase().includes(word)),
    );
    return headings.flatMap(([heading, places]) =>
      places
        .filter(([, id]) => id !== null)
        .map(([page, id]) => [
          docnames[page], `${titles[page]} > ${heading}`, `#${id}`, null, 0, filenames[page], SearchResultKind.title,
        ]),
    );
  };

  // Results are shown from the last to the first.
  Search._performSearch = (query, ...terms) => {
    const headings = headingResults(query);
    const links = new Set(headings.map(([page, , anchor]) => page + anchor));
    const results = performSearch(query, ...terms).filter(([page, , anchor]) => !links.has(page + anchor));
    return [...results, ...headings.reverse()];
  };
}
