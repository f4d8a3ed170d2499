truncate funding.mt_doc_round, funding.mt_event_progression;
