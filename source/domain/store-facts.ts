import {type Draft} from './change.js';
import {type DirectoryRecord, emptyDirectory} from './directory.js';
import {applyDirectory} from './merge/directory.js';
import {type Pbx} from './pbx.js';

/** What the changes of a store say of it as a whole, beside its sessions. */
export interface StoreFacts {
	readonly pbx: Pbx;
	/** The URL that the platform is reached at; `undefined` if none was set. */
	readonly platform?: string | undefined;
	readonly directory: DirectoryRecord;
}

/** Those of a store without changes. */
export const noFacts: StoreFacts = {pbx: {}, directory: emptyDirectory};

/** The facts alone, of something that holds them among others. */
export const factsIn = ({pbx, platform, directory}: StoreFacts): StoreFacts => ({pbx, platform, directory});

/** The facts after one more change. The same ones if it tells none. Taking a change in twice does no harm. */
export const factsAfter = (facts: StoreFacts, {pbx, platform, directory}: Draft): StoreFacts =>
	pbx === undefined && platform === undefined && directory === undefined
		? facts
		: {
				pbx: pbx ? {...facts.pbx, ...pbx} : facts.pbx,
				platform: platform === undefined ? facts.platform : (platform ?? undefined),
				directory: directory ? applyDirectory(facts.directory, directory) : facts.directory,
			};
