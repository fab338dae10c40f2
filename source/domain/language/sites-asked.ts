import {fieldValues, setField} from './edit.js';
import {sitesField} from './parse.js';

/** A filter that asks for sites. */
export interface SitesAsked {
	/** Their names as they were typed, or `*` for all. */
	readonly names: readonly string[];
	/** What is asked of each. */
	readonly filter: string;
}

/** Which sites a text asks for, as `site:*` or `site:berlin,hamburg`; `undefined` if it asks for none. */
export const sitesAsked = (text: string): SitesAsked | undefined => {
	const names = fieldValues(text, sitesField);
	return names.length === 0 ? undefined : {names, filter: setField(text, sitesField, []).trim()};
};

/** The text that asks so. */
export const withSitesAsked = ({names, filter}: SitesAsked): string =>
	`${setField('', sitesField, names)} ${filter}`.trim();
