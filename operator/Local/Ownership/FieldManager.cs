namespace Slipway.Local.Ownership;

/// <summary>Who wrote fields, and how: the same name applying and updating are two managers.</summary>
/// <param name="Name">The field manager's name.</param>
/// <param name="IsApply">Whether it applies; else it updates, and its ownership only makes conflicts for others.</param>
/// <param name="Subresource">Empty for the object itself.</param>
internal readonly record struct FieldManager(string Name, bool IsApply, string Subresource);
