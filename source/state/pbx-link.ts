import {formatAge} from '../text/time.js';

/** How this process stands to the PBX that the store is connected to. Times are in Unix seconds. */
export type PbxLink =
	/** The store is not connected, or the screen only looks. */
	| {readonly kind: 'none'}
	| {readonly kind: 'connecting'}
	/** The first look since it was connected; `progress` from 0 to 1 where it is known. */
	| {readonly kind: 'syncing'; readonly progress?: number}
	/** What the PBX had at that time is here. */
	| {readonly kind: 'live'; readonly at: number}
	| {readonly kind: 'offline'; readonly since: number; readonly reason: string}
	/** Another process keeps the store like its PBX, and what it brings is shown here. */
	| {readonly kind: 'elsewhere'};

export const noLink: PbxLink = {kind: 'none'};

/** Seconds up to which what is here counts as what the PBX has. */
const fresh = 60;

/** For the header; empty where there is nothing to say. */
export const linkText = (link: PbxLink, frozen: string | undefined, now: number): string => {
	if (frozen !== undefined && link.kind !== 'none') return `acts frozen: ${frozen}`;
	switch (link.kind) {
		case 'none': {
			return '';
		}

		case 'connecting': {
			return 'connecting …';
		}

		case 'syncing': {
			return link.progress === undefined ? 'syncing …' : `syncing ${Math.floor(link.progress * 100)} %`;
		}

		case 'live': {
			return now - link.at < fresh ? 'live' : `live ${formatAge(link.at, now)}`;
		}

		case 'offline': {
			return `offline ${formatAge(link.since, now)}: ${link.reason}`;
		}

		case 'elsewhere': {
			return 'synced by another process';
		}
	}
};
