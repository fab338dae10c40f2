import {createHash} from 'node:crypto';
import {type Directory} from '../../domain/directory.js';
import {authorRole} from '../../domain/author.js';
import {type Message} from '../../domain/message.js';
import {type Session} from '../../domain/session.js';
import {describeOperation} from '../../domain/timeline/describe.js';
import {type HeldAs} from '../../domain/keep/held-as.js';
import {type TimelineEntry} from '../../domain/timeline/entry.js';
import {operationOfMessage} from '../../domain/timeline/of-messages.js';
import {safeLine, safeLines} from '../../text/safe-text.js';
import {formatTime} from '../../text/time.js';
import {isoTime} from './iso-time.js';
import {authorLabel} from './message-record.js';
import {messageRemarks, messageWords} from './message-text.js';
import {holdPairs, ownIdPairs, sessionPairs} from './session-pairs.js';

/** A session as a page shows it. */
export interface PageSession {
	readonly session: Session;
	/** What the system that it came from calls it. */
	readonly ownId?: string | undefined;
	readonly holds?: readonly HeldAs[];
	/** Missing if they are not wanted. */
	readonly messages?: readonly Message[];
	/** Those of the messages that are in the trash, where it is told, too. */
	readonly inTrash?: ReadonlySet<number>;
	/** Who did what to it and when. */
	readonly operations?: readonly TimelineEntry[];
}

const style = `
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 50rem; padding: 0 1rem; font: 1rem/1.4 system-ui, sans-serif; }
article { margin-bottom: 3rem; break-inside: auto; }
h2 { border-bottom: 2px solid; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
dt, time, small { opacity: .7; }
dd { margin: 0; }
ol { list-style: none; padding: 0; }
li { margin: .5rem 0; padding: .25rem .75rem; border-left: 4px solid; break-inside: avoid; }
li.company { margin-left: 3rem; border-color: #2a7; }
li.customer { margin-right: 3rem; border-color: #47c; }
li.pbx, li.unknown { border-color: #999; }
p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } article { break-after: page; } }
`;

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** The text as HTML that shows it: nothing in it is markup, and control characters are signs. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, sign => entities[sign]!);

const line = (text: string): string => escaped(safeLine(text));

const time = (at: number): string => `<time datetime="${isoTime(at) ?? ''}">${line(formatTime(at))}</time>`;

const messageItem = (message: Message, session: Session, isDeleted: boolean): string => {
	const words = messageWords(message);
	// The words of an operation name who did it.
	const isOperation = operationOfMessage(message) !== undefined;
	const remarks = messageRemarks({message, conversation: session, isDeleted});
	return [
		`<li class="${isOperation ? 'pbx' : authorRole(message.author, session)}">${time(message.at)}`,
		!isOperation && ` <b><bdi>${line(authorLabel(message.author, session))}</bdi></b>`,
		words && `<p dir="auto">${escaped(safeLines(words))}</p>`,
		remarks && `<small><bdi>${line(remarks)}</bdi></small>`,
		'</li>\n',
	]
		.filter(part => part !== false)
		.join('');
};

const list = (title: string, items: readonly string[]): string =>
	items.length === 0 ? '' : `<h3>${title}</h3>\n<ol>\n${items.join('')}</ol>\n`;

/** One session as a part of a page. */
export const htmlArticle = (
	{session, ownId, holds, messages = [], inTrash, operations = []}: PageSession,
	directory: Directory,
): string => {
	const pairs = [...sessionPairs(session, directory).slice(1), ...ownIdPairs(ownId), ...holdPairs(holds)].map(
		([name, value]) => `<dt>${name}</dt><dd><bdi>${line(value)}</bdi></dd>\n`,
	);
	return [
		`<article>\n<h2>Session ${session.id}</h2>\n<dl>\n${pairs.join('')}</dl>\n`,
		list(
			'Operations',
			operations.map(
				entry => `<li class="pbx">${time(entry.at)} <bdi>${line(describeOperation(entry))}</bdi></li>\n`,
			),
		),
		list(
			'Messages',
			messages.map(message => messageItem(message, session, inTrash?.has(message.id) === true)),
		),
		'</article>\n',
	].join('');
};

/** A line of its own in a page. */
export const htmlLine = (text: string): string => `<p><bdi>${line(text)}</bdi></p>\n`;

/**
One page that needs nothing else, to read and to print. It holds no script and no link, and a browser is told to load
nothing for it (Content Security Policy, https://www.w3.org/TR/CSP3/): only this style, known by its digest, counts.
*/
export function* htmlPage(parts: Iterable<string>): Generator<string> {
	const digest = createHash('sha256').update(style).digest('base64');
	yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'">
<meta name="viewport" content="width=device-width">
<title>Chat logs</title>
<style>${style}</style>
</head>
<body>
<h1>Chat logs</h1>
`;
	yield* parts;
	yield '</body>\n</html>\n';
}
