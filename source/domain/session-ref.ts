import {type Site} from './site.js';

/** A session in a list of several sites. */
export interface SessionRef {
	readonly site: Site;
	readonly id: number;
}

/** `berlin:3073`, by which one is told from all others, and which commands take back. */
export const refText = ({site, id}: SessionRef): string => `${site.name}:${id}`;
