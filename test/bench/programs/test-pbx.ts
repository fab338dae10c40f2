import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {type ExecutionContext} from 'ava';
import {startPbx} from '../../helpers/pbx/pbx.js';
import {type Chat} from '../../helpers/pbx/world.js';

// The PBX that a sync is measured against: so many sessions in the lists of so many extensions, 20 messages each on
// average.
// Answers after so many milliseconds. Tells its address, and goes on until its input ends. A call of `say` brings three
// new messages.
const [count, lists, pause] = process.argv.slice(2).map(Number) as [number, number, number];

const pbx = await startPbx({teardown: () => undefined} as unknown as ExecutionContext, {shows: 'http'});
const {world} = pbx;
const held = new Map<number, Chat[]>();
for (let id = 1; id <= lists; id++) {
	world.addExtension(id, String(10_000 + id), `Extension ${id}`);
	held.set(id, []);
}

for (let index = 0; index < count; index++) {
	const extension = 1 + (index % lists);
	const id = world.addChat({kind: 'extension', id: extension});
	const messages = 1 + ((index * 7) % 39);
	for (let said = 1; said < messages; said++)
		world.receive(id, `Message ${said} of a customer who has much to say about it`);
	held.get(extension)!.push(world.chats.get(id)!);
}

for (const chats of held.values()) chats.reverse();
// To look through all sessions for each page would take longer than all that is measured.
world.inListOf = operator => (operator === 'api' ? [] : held.get(operator.id)!);

/** Three sessions of one list get a message each, and come to its top. */
const say = (): void => {
	const chats = held.get(1)!;
	const chosen = chats.splice(-3);
	for (const {id} of chosen) {
		world.receive(id, 'New words');
		chats.unshift(world.chats.get(id)!);
	}
};

pbx.before = async ({endpoint}) => {
	pbx.seen.length = 0;
	if (endpoint === 'say') say();
	if (pause > 0) await delay(pause);
};
process.stdout.write(`${pbx.origin}\n`);
process.stdin.on('end', () => process.exit()).resume();
