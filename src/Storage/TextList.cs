using System.Collections;
using System.Runtime.CompilerServices;

namespace DigestMailer.Storage;

/// <summary>
/// An immutable list of strings that is equal to another with the same strings in the same order, and one JSON column
/// in the database.
/// </summary>
[CollectionBuilder(typeof(TextList), nameof(Create))]
[System.Text.Json.Serialization.JsonConverter(typeof(TextListJson))]
internal sealed class TextList : IReadOnlyList<string>, IEquatable<TextList>
{
    private readonly string[] items;

    private TextList(string[] items) => this.items = items;

    public static TextList Empty { get; } = new([]);

    public int Count => items.Length;

    public string this[int index] => items[index];

    public static TextList Create(ReadOnlySpan<string> items) => items.IsEmpty ? Empty : new(items.ToArray());

    public bool Equals(TextList? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as TextList);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
        {
            hash.Add(item, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
