namespace DigestMailer.Topics;

/// <summary>A paper that a query found.</summary>
/// <param name="PaperId">Row in <c>papers</c>.</param>
/// <param name="Relevance">0 to 1: BM25 with the title over the abstract, scaled to the best match of the same query; 1 where the query has no text terms.</param>
internal readonly record struct TopicMatch(long PaperId, double Relevance);
