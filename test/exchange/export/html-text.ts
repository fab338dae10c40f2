import {createHash} from 'node:crypto';
import test from 'ava';
import {htmlArticle, htmlPage, type PageSession} from '../../../source/exchange/export/html-text.js';
import {agent, ann, customer, message, office, pbxItself} from '../../helpers/office.js';
import {hostileText} from '../../helpers/hostile-text.js';
import {fc, trials} from '../../helpers/random.js';

const session = (name: string): PageSession['session'] => ({
	id: 7,
	channel: {type: 'sms', name, number: '+1'},
	customer: {name, number: '+2'},
	outbound: false,
	createdAt: 0,
	lastActiveAt: 0,
	handler: {...ann, name},
	status: 'open',
	archived: false,
	deleted: false,
	messages: 1,
	failed: 0,
	files: 0,
	transfers: 0,
});

const pageOf = (each: PageSession): string => [...htmlPage([htmlArticle(each, office)])].join('');

/** Everything that this format writes as markup, so that what is left of a page is text. */
const markup =
	/<!doctype html>|<meta [a-z-]+="[^"<>]*"(?: content="[^"<>]*")?>|<style>[^<>]*<\/style>|<\/?(?:html|head|body|title|article|dl|dt|dd|ol|h1|h2|h3|bdi|b|p|small|li|time)(?: (?:lang|class|dir|datetime)="[\w:.-]*")*>/g;

test('shows each side, the operations and the files', t => {
	const page = pageOf({
		session: session('Desk'),
		messages: [
			message({id: 1, author: customer, text: 'one\n<two>'}),
			message({id: 2, author: agent, text: 'here', files: [{name: 'a&b.pdf'}]}),
			message({id: 3, author: pbxItself, text: 'Welcome'}),
		],
		operations: [{at: 0, kind: 'deleted', by: 'ann'}],
	});
	t.regex(
		page,
		/<li class="customer">.*<b><bdi>Li Lei \+15550100<\/bdi><\/b><p dir="auto">one\n&lt;two&gt;<\/p><\/li>/,
	);
	t.regex(page, /<li class="company">.*<small><bdi>file a&amp;b\.pdf<\/bdi><\/small><\/li>/);
	t.regex(page, /<li class="pbx">.*<p dir="auto">Welcome<\/p>/);
	t.regex(page, /<h3>Operations<\/h3>\n<ol>\n<li class="pbx">.*[Dd]eleted by ann/);
});

test('lets nothing that people wrote be markup, whatever it is', t => {
	const markupToo = fc.oneof(
		hostileText,
		fc.constantFrom(
			'</p><script>x</script>',
			'"><img src=x onerror=x>',
			"' onload='x",
			'<!--',
			']]>',
			'&lt;',
			'</style>',
		),
	);
	fc.assert(
		fc.property(markupToo, text => {
			const page = pageOf({
				session: session(text),
				messages: [
					message({
						id: 1,
						author: {...customer, name: text},
						text,
						files: [{name: text}],
						error: text,
						delivery: 'failed',
					}),
				],
			});
			t.notRegex(page.replaceAll(markup, ''), /[<>"]/);
			t.notRegex(page.replaceAll('\n', ''), /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
		}),
		{numRuns: trials(200)},
	);
});

test('allows its own style and nothing else', t => {
	const page = pageOf({session: session('Desk')});
	const [, style] = /<style>(.*)<\/style>/s.exec(page)!;
	const digest = createHash('sha256').update(style!).digest('base64');
	t.true(page.includes(`content="default-src 'none'; style-src 'sha256-${digest}'"`));
	t.notRegex(page, /<script|<a |<img|<link|url\(/);
});
