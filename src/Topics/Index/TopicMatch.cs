namespace DigestMailer.Topics.Index;

/// <summary>A paper that a query found.</summary>
/// <param name="PaperId">Row in <c>papers</c>.</param>
/// <param name="Relevance">Above 0 to 1: how much the paper is about what the query asks, by BM25 with the title over
/// the abstract; 0.7 for facts such as a category.</param>
internal readonly record struct TopicMatch(long PaperId, double Relevance);
