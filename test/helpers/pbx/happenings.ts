import {type TestPbx} from './pbx.js';

/** Something that happens on the PBX, to a session and by a number. */
export type Happening = (pbx: TestPbx, id: number, number: number) => unknown;

/** What may happen to any session, each leaving a message. */
export const usualHappenings: readonly Happening[] = [
	({world}, id) => world.receive(id, 'Meanwhile'),
	({world}, id, number) => world.transfer(world.chats.get(id)!, {kind: 'extension', id: 11 + (number % 3)}),
	({world}, id) => world.transfer(world.chats.get(id)!, {kind: 'queue', id: 5}),
	({world}, id) => world.transfer(world.chats.get(id)!, {kind: 'api'}),
	({world}, id) => world.close(world.chats.get(id)!),
	({world}, id) => world.chats.get(id)!.holder.kind === 'queue' && world.pickUp(id, 12),
];
