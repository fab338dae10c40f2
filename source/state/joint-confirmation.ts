import {type Act, withNote} from '../domain/act/act.js';
import {type Plan} from '../domain/act/plan.js';
import {capitalized, orderOf, remarksOf, verbs} from '../domain/act/sentences.js';
import {refText} from '../domain/session-ref.js';
import {type Site, siteLabel} from '../domain/site.js';
import {counted} from '../text/count.js';
import {wrapText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type JointDialog} from './joint-list.js';
import {clamp} from './scroll.js';
import {panelSize, type Size} from './size.js';

/** What is to be done in one of several sites, and the store that it was planned for. */
export interface JointPart {
	readonly site: Site;
	/** The id of the store. */
	readonly store: string | undefined;
	/** The serial number of the PBX that it is connected to. */
	readonly sn: string | undefined;
	readonly act: Act;
	readonly plan: Plan;
	/** Of each session that it is for, as the list of sessions does not show all. */
	readonly customers: ReadonlyMap<number, string>;
}

/** A site where nothing is done, and why, as a sentence. */
export interface SiteLeftOut {
	readonly site: Site;
	readonly reason: string;
}

/** Asks before an act on the sessions of several sites. */
export interface JointConfirmation {
	readonly kind: 'joint-confirmation';
	/** At least one; all of them acts of one kind. */
	readonly parts: readonly JointPart[];
	readonly leftOut: readonly SiteLeftOut[];
	/** Whether the count must be typed, instead of `y`. */
	readonly needsCount: boolean;
	/** Digits typed so far. */
	readonly typed: string;
	/** When it was opened, in milliseconds. */
	readonly openedAt: number;
	/** The first line of the list that is shown. */
	readonly top: number;
	readonly back: JointDialog;
}

/** Asks in which of the sites the last act is to be taken back. */
export interface JointUndoDialog {
	readonly kind: 'joint-undo';
	readonly cursor: number;
	readonly back: JointDialog;
}

export const hitsOf = ({parts}: Pick<JointConfirmation, 'parts'>): number =>
	parts.reduce((sum, {plan}) => sum + plan.hits.length, 0);

/** The same question with that note in each site, or without any if the text is blank. */
export const withJointNote = (dialog: JointConfirmation, text: string): JointConfirmation => ({
	...dialog,
	parts: dialog.parts.map(part => ({...part, act: withNote(part.act, text)})),
});

/** `Delete 12 sessions in 2 sites?` */
export const jointTitle = (dialog: JointConfirmation): string => {
	const [first, ...others] = dialog.parts;
	const {act, plan, site} = first!;
	const order =
		others.length === 0
			? `${orderOf(act, plan)} in ${siteLabel(site)}`
			: `${verbs[act.kind]} ${counted(hitsOf(dialog), 'session')} in ${counted(dialog.parts.length, 'site')}`;
	return safeLine(`${capitalized(order)}?`);
};

/** A line, safe for the terminal. */
interface Line {
	readonly text: string;
	readonly kind: 'site' | 'hit' | 'skipped' | 'leftOut';
}

const siteLines = ({site, act, plan}: JointPart, columns: number): readonly Line[] => {
	const skipped = plan.skipped.length === 0 ? '' : `; ${counted(plan.skipped.length, 'session')} skipped`;
	const texts = [`${siteLabel(site)}: ${orderOf(act, plan)}${skipped}.`, ...remarksOf(act, plan)];
	return wrapText(safeLine(texts.join(' ')), columns).map(text => ({text, kind: 'site'}));
};

const sessionLines = ({site, plan, customers}: JointPart): readonly Line[] => [
	...plan.hits.map((id): Line => ({
		text: safeLine(`${refText({site, id})}  ${customers.get(id)}`),
		kind: 'hit',
	})),
	...plan.skipped.map(({id, reason}): Line => ({
		text: safeLine(`${refText({site, id})} skipped: ${reason}`),
		kind: 'skipped',
	})),
];

/** First what is done and not done in which site, then the sessions. */
const linesOf = ({parts, leftOut}: JointConfirmation, columns: number): readonly Line[] => [
	...leftOut.flatMap(({site, reason}) =>
		wrapText(safeLine(`${siteLabel(site)}: not done. ${reason}`), columns).map((text): Line => ({
			text,
			kind: 'leftOut',
		})),
	),
	...parts.flatMap(part => siteLines(part, columns)),
	...parts.flatMap(part => sessionLines(part)),
];

/** How it is divided in the room given; `rows` and `columns` are the inside of its panel. */
interface JointConfirmationLayout extends Size {
	readonly lines: readonly Line[];
	readonly listHeight: number;
	readonly top: number;
	readonly lastTop: number;
}

export const jointConfirmationLayout = (dialog: JointConfirmation, room: Size): JointConfirmationLayout => {
	const most = panelSize(room, {columns: 90, rows: 30});
	const lines = linesOf(dialog, most.columns);
	// A line tells which of them are shown, and one the keys.
	const listHeight = Math.max(1, Math.min(lines.length, most.rows - 2));
	const lastTop = Math.max(0, lines.length - listHeight);
	return {
		columns: most.columns,
		rows: listHeight + 2,
		lines,
		listHeight,
		top: clamp(dialog.top, 0, lastTop),
		lastTop,
	};
};
