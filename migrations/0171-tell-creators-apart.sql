-- Two creators who look like one person and are not: said by somebody, kept beside the merges, and taken back by saying that it is open again.
alter table creator_merges drop constraint creator_merges_action_check;
alter table creator_merges add constraint creator_merges_action_check check (action in ('merge', 'undo', 'different', 'open'));
comment on column creator_merges.action is 'merge: one is kept as the other; undo: of a merge; different: they are two people; open: that is not said any more';
