/** Orders two names: below 0 if the first comes first, 0 if they are the same to the language. */
export type NameOrder = (a: string, b: string) => number;

/** Unicode gives the rules of English to all languages without rules of their own. */
const root = 'en';

/** `de-DE` of `de_DE.UTF-8`; `C`, `POSIX` and unknown locales have no rules of a language. */
const languageTag = (locale: string): string => {
	const tag = locale.replace(/[.@].*$/s, '').replaceAll('_', '-');
	try {
		return Intl.Collator.supportedLocalesOf(tag)[0] ?? root;
	} catch {
		return root;
	}
};

/**
The order of names in a POSIX locale, such as `de_DE.UTF-8`. Its rules, which take 10 ms, are loaded on first use.
*/
export const nameOrder = (locale = 'C'): NameOrder => {
	let collator: Intl.Collator | undefined;
	return (a, b) => (collator ??= new Intl.Collator(languageTag(locale))).compare(a, b);
};
