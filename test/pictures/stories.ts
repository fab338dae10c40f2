/** Keys that are pressed or text that is typed, and how long the screen is shown after it. */
interface Step {
	readonly keys?: readonly string[];
	readonly types?: string;
	/** What is waited for until the picture is taken. */
	readonly shows?: string | RegExp;
	/** What is told to who looks; the keys themselves if not said. */
	readonly caption?: string;
	/** Seconds; a step without is not shown. */
	readonly seconds?: number;
}

export interface Story {
	/** The name of the file, and in words. */
	readonly name: string;
	readonly title: string;
	readonly columns: number;
	readonly rows: number;
	readonly steps: readonly Step[];
}

/** Text as somebody types it. */
const typed = (text: string, caption: string): Step[] =>
	Array.from(text, letter => ({types: letter, caption, seconds: 0.07}));

const still = (name: string, title: string, steps: readonly Step[]): Story => ({
	name,
	title,
	columns: 120,
	rows: 34,
	steps: [...steps, {caption: '', seconds: 1}],
});

const filter = (text: string): Step[] => [{keys: ['/']}, {types: text}, {keys: ['enter']}];

export const stories: readonly Story[] = [
	{
		name: 'chatlogs',
		title:
			'A deleted extension: its open chats are found, all marked, handed to a queue, and taken back again',
		columns: 110,
		rows: 30,
		steps: [
			{caption: '2,000 sessions of a made-up contact centre', seconds: 2},
			{keys: ['/'], caption: '/ filters while you type', seconds: 1},
			...typed('is:orphaned status:open', '/ filters while you type'),
			{caption: '/ filters while you type', seconds: 1.2},
			{keys: ['enter'], caption: 'Enter keeps the filter', seconds: 1},
			{keys: ['ctrl-a'], caption: 'Ctrl-A marks all that match', seconds: 1.5},
			{keys: ['t'], caption: 't transfers: to whom?', seconds: 1.5},
			...typed('sup', 'type to narrow'),
			{caption: 'type to narrow', seconds: 1},
			{keys: ['enter'], caption: 'what will happen, and what is skipped', seconds: 2.5},
			{keys: ['y'], shows: 'Transferred', caption: 'y does it, as one change', seconds: 2},
			{keys: ['u'], shows: 'Undid change', caption: 'u takes it back, also after a restart', seconds: 2},
			{keys: ['M', 'enter'], caption: 'Enter opens the messages', seconds: 2},
			{keys: ['m'], caption: 'm merges in who did what', seconds: 3},
		],
	},
	still('messages', 'The messages of a session below the list', [
		...filter('channel:whatsapp transfers:>=1 messages:10..20'),
		{keys: ['enter', 'm']},
	]),
	still('orphans', 'Chats of deleted extensions and queues, by owner', [{keys: ['O']}]),
	still('statistics', 'Statistics of what the filter covers', [
		...filter('created:last-30-days'),
		{keys: ['I']},
	]),
	still('transfer', 'What a transfer will do, before it is done', [
		...filter('is:orphaned channel:sms'),
		{keys: ['ctrl-a', 't']},
		{types: '10'},
		{keys: ['enter']},
	]),
];
