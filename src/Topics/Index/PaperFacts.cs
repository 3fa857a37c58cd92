using DigestMailer.Papers;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>Authors, categories, organisations and sources of the papers in play, by place.</summary>
internal sealed class PaperFacts(IReadOnlyList<Paper> papers)
{
    private readonly Lazy<ILookup<string, int>> categories =
        new(() => ByText(papers, paper => paper.Categories.Select(category => category.ToLowerInvariant())));
    private readonly Lazy<ILookup<string, int>> primaries =
        new(() => ByText(papers, paper => paper.Categories.Take(1).Select(category => category.ToLowerInvariant())));
    private readonly Lazy<ILookup<string, int>> sources =
        new(() => ByText(papers, paper => paper.Sources.Select(source => source.ToLowerInvariant())));
    private readonly Lazy<ILookup<string, int>> organizations =
        new(() => ByText(papers, paper => paper.Organization is null ? [] : [NameText.Fold(paper.Organization)]));
    private readonly Lazy<ILookup<string, int>> names =
        new(() => ByText(papers, paper => paper.Authors.SelectMany(NameForms.Of).SelectMany(form => form).Distinct()));

    private static ILookup<string, int> ByText(IReadOnlyList<Paper> papers, Func<Paper, IEnumerable<string>> texts) =>
        papers.SelectMany((paper, place) => texts(paper).Select(text => (text, place)))
            .ToLookup(pair => pair.text, pair => pair.place, StringComparer.Ordinal);

    /// <summary>The places of the papers of which the term is true.</summary>
    public IEnumerable<int> Find(Term term) => term.Field switch
    {
        QueryField.Category => InCategory(categories.Value, term),
        QueryField.Primary => InCategory(primaries.Value, term),
        QueryField.Source => Named(sources.Value, term.Text.ToLowerInvariant(), term.Prefix),
        QueryField.Org =>
            organizations.Value.Where(group => group.Key.Contains(NameText.Fold(term.Text), StringComparison.Ordinal))
                .SelectMany(group => group),
        _ => By(AuthorName.Parse(term.Text, term.Prefix)),
    };

    /// <summary>A category, or a whole archive: <c>cs</c> is <c>cs.*</c>.</summary>
    private static IEnumerable<int> InCategory(ILookup<string, int> lookup, Term term)
    {
        var name = term.Text.ToLowerInvariant();
        return Named(lookup, name, term.Prefix)
            .Concat(
                term.Prefix || name.Contains('.', StringComparison.Ordinal) ? []
                    : Named(lookup, name + ".", prefix: true)).Distinct();
    }

    private static IEnumerable<int> Named(ILookup<string, int> lookup, string name, bool prefix) =>
        prefix ? lookup.Where(group => group.Key.StartsWith(name, StringComparison.Ordinal)).SelectMany(group => group)
            .Distinct() : lookup[name];

    private IEnumerable<int> By(AuthorName? author) => author is null ? [] :
        author.Families.SelectMany(family => Named(names.Value, family, author.IsPrefix)).Distinct()
            .Where(place => papers[place].Authors.Any(author.Matches));
}
