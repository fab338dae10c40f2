import test from 'ava';
import {
	apiHandler,
	type Handler,
	handlerKey,
	handlerLabel,
	isSameHandler,
	nobody,
} from '../../source/domain/handler.js';
import {ann, bob, sales, support} from '../helpers/office.js';

const byName = (name: string): Handler => ({kind: 'extension', id: 0, number: '', name});

const same: readonly (readonly [title: string, a: Handler, b: Handler, isSame: boolean])[] = [
	['an extension that was renamed', ann, {...ann, name: 'Ann Lee-Park'}, true],
	['an extension that was given another number', ann, {...ann, number: '2003'}, true],
	['another extension', ann, bob, false],
	['another extension with a number that was used before', ann, {...bob, number: ann.number}, false],
	['a queue with the id of an extension', ann, {...support, id: ann.id}, false],
	['two queues', support, sales, false],
	['extensions without an id, by their numbers', {...ann, id: 0}, {...ann, id: 0, name: 'A. Lee'}, true],
	['different extensions without an id', {...ann, id: 0}, {...bob, id: 0}, false],
	['a name with and without a number', byName('Ann'), {...byName('Ann'), number: '1'}, false],
	['a name in other letters', byName('José  Núñez'), byName('JOSE NUÑEZ'), true],
	['two names', byName('Jose'), byName('Josef'), false],
	['a name and an id', byName('Ann Lee'), ann, false],
	['an extension and a queue of one name', byName('Sales'), {...byName('Sales'), kind: 'queue'}, false],
	['the platform under another name', apiHandler, {...apiHandler, name: 'Analytics'}, true],
	['nobody and the platform', nobody, apiHandler, false],
];

for (const [title, a, b, isSame] of same) {
	test(`${isSame ? 'the same' : 'not the same'}: ${title}`, t => {
		t.is(isSameHandler(a, b), isSame);
		t.is(isSameHandler(b, a), isSame);
		t.is(handlerKey(a) === handlerKey(b), isSame);
	});
}

const labels: readonly (readonly [handler: Handler, label: string])[] = [
	[ann, '1003 Ann Lee'],
	[{...ann, name: ''}, '1003'],
	[{...ann, number: ''}, 'Ann Lee'],
	[{...ann, number: '', name: ''}, 'extension 3'],
	[support, 'Support'],
	[{...support, name: ''}, 'queue 1'],
	[apiHandler, 'Analytics platform'],
	[nobody, '—'],
];

for (const [handler, label] of labels) {
	test(`is called “${label}”`, t => {
		t.is(handlerLabel(handler), label);
	});
}

test('the analytics platform has one name, whatever an older store calls it', t => {
	t.is(handlerLabel({...apiHandler, name: 'Message analytics platform'}), handlerLabel(apiHandler));
});
