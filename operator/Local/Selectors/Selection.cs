using Slipway.Local.Kinds;

namespace Slipway.Local.Selectors;

/// <summary>Which objects of a kind a list or a watch is about.</summary>
internal sealed record Selection(ResourceType Type, string? Namespace, LabelSelector Labels, FieldSelector Fields)
{
    /// <exception cref="SelectorException">A selector cannot be read.</exception>
    public static Selection Parse(ResourceType type, string? @namespace, string? labels, string? fields) =>
        new(type, @namespace, LabelSelector.Parse(labels), FieldSelector.Parse(type, fields));

    public bool Matches(JsonObject entity) =>
        (Namespace is null || entity.Text("metadata", "namespace") == Namespace) && Labels.Matches(entity) && Fields.Matches(entity);
}
