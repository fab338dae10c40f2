import test from 'ava';
import {parseFilter} from '../../../source/domain/language/parse.js';
import {sitesAsked, withSitesAsked} from '../../../source/domain/language/sites-asked.js';

test('a text asks for sites, and for what is left of it in each', t => {
	t.deepEqual(sitesAsked('kim site:* sort:id'), {names: ['*'], filter: 'kim sort:id'});
	t.deepEqual(sitesAsked('site:berlin,Hamburg'), {names: ['berlin', 'Hamburg'], filter: ''});
	t.is(sitesAsked('kim -site:berlin'), undefined);
	t.is(sitesAsked('"site:*"'), undefined);
	for (const text of ['site:*', 'site:a,b kim sort:id']) t.is(withSitesAsked(sitesAsked(text)!), text);
});

test('in a filter of one store it is a mistake, which is told from others', t => {
	for (const text of ['site:*', 'site:berlin kim']) {
		const [problem, ...others] = parseFilter(text).problems;
		t.like(problem, {at: 0, isForSites: true});
		t.deepEqual(others, []);
	}

	t.false('isForSites' in parseFilter('-site:*').problems[0]!);
});
