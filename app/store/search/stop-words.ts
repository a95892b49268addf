/** English words that stand in nearly every text, so that nothing is found by them. None that is also a name. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are as at be because been before being but by can cannot could did didnt do
  does doesnt doing dont down during each even every for from get gets getting go going got had hasnt has have havent
  having he her here hers him his how i if im in into is isnt it its ive just like me more most my no nor not now of off
  on once one only or other our ours out over own re said same she should since so some still such than that the their
  them then there these they this those through to too under until up us very was wasnt we were werent what when where
  which while who why with wont would you your yours`.split(/\s+/),
);
