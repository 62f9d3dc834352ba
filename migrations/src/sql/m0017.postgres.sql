-- What is written goes into the index of words at once. Otherwise Postgres puts it on a list, which
-- every search reads through until somebody cleans up.
ALTER INDEX search_words SET (fastupdate = off);
SELECT gin_clean_pending_list('search_words');
