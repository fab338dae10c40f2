import {formatAge, formatTime} from '../text/time.js';

/** How this process stands to the PBX that the store is connected to. Times are in Unix seconds. */
export type PbxLink =
	/** The store is not connected, or the screen only looks. */
	| {readonly kind: 'none'}
	| {readonly kind: 'connecting'}
	/** The first look since it was connected; `progress` from 0 to 1 where it is known. */
	| {readonly kind: 'syncing'; readonly progress?: number}
	/** The PBX's state of that time is here. */
	| {readonly kind: 'live'; readonly at: number}
	| {readonly kind: 'offline'; readonly since: number; readonly reason: string; readonly cause?: string}
	/** Another process keeps the store like its PBX, and what it brings is shown here. */
	| {readonly kind: 'elsewhere'};

export const noLink: PbxLink = {kind: 'none'};

/** Seconds up to which what is here counts as what the PBX has. */
const fresh = 60;

interface LinkText {
	/** Empty where there is nothing to say. */
	readonly short: string;
	/** With the cause in a word or two. */
	readonly medium?: string;
	/** With the reason. */
	readonly long: string;
}

const alone = (text: string): LinkText => ({short: text, long: text});

const because = (short: string, reason: string): LinkText => ({short, long: `${short}: ${reason}`});

export const linkText = (link: PbxLink, frozen: string | undefined, now: number): LinkText => {
	if (frozen !== undefined && link.kind !== 'none') return because('acts frozen', frozen);
	switch (link.kind) {
		case 'none': {
			return alone('');
		}

		case 'connecting': {
			return alone('connecting …');
		}

		case 'syncing': {
			return alone(
				link.progress === undefined ? 'syncing …' : `syncing ${Math.floor(link.progress * 100)} %`,
			);
		}

		case 'live': {
			return alone(now - link.at < fresh ? 'live' : `live ${formatAge(link.at, now)}`);
		}

		case 'offline': {
			const since = `offline since ${formatTime(link.since).slice(-'00:00'.length)}`;
			return {
				...because(since, link.reason),
				...(link.cause !== undefined && {medium: because(since, link.cause).long}),
			};
		}

		case 'elsewhere': {
			return alone('synced by another process');
		}
	}
};
