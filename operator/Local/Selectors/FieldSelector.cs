using Slipway.Local.Kinds;

namespace Slipway.Local.Selectors;

/// <summary>Selects by fields: <c>metadata.name=a,status.phase!=Running</c>; all terms must hold.</summary>
internal sealed class FieldSelector
{
    private readonly List<(string[] Path, string Value, bool IsEqual)> terms;

    private FieldSelector(List<(string[] Path, string Value, bool IsEqual)> terms) => this.terms = terms;

    /// <exception cref="SelectorException">The text is no selector, or the kind cannot be selected by a field in it.</exception>
    public static FieldSelector Parse(ResourceType type, string? text)
    {
        var found = new List<(string[], string, bool)>();
        foreach (var term in text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new SelectorException($"invalid selector: '{text}'; can't understand '{term}'");
            var isEqual = term[at - 1] != '!';
            var field = (isEqual ? term[..at] : term[..(at - 1)]).Trim();
            if (field is not ("metadata.name" or "metadata.namespace") && !type.SelectableFields.Contains(field))
                throw new SelectorException($"field label not supported: {field}");
            found.Add((field.Split('.'), term[(at + 1)..].TrimStart('=').Trim(), isEqual));
        }

        return new(found);
    }

    public bool Matches(JsonObject entity) => terms.TrueForAll(term => (Value(entity, term.Path) == term.Value) == term.IsEqual);

    private static string Value(JsonObject entity, string[] path) => entity.At(path) switch
    {
        JsonValue value => value.ToString(),
        // Events: "source" is the component within it.
        JsonObject source => source.Text("component") ?? "",
        _ => "",
    };
}
