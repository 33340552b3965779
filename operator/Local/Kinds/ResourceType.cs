namespace Slipway.Local.Kinds;

/// <summary>A kind as the API serves it.</summary>
internal sealed record ResourceType
{
    public required EntityDefinition Definition { get; init; }

    /// <summary>Structural schema of a whole object, metadata included: defaults, limits and how lists merge.</summary>
    public required JsonObject Schema { get; init; }

    /// <summary>Whether a CustomResourceDefinition made it: unknown fields are dropped, updates need a resourceVersion.</summary>
    public bool IsCustom { get; init; }

    /// <summary>Whether status is written through its own subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether a new object keeps the status it is given, as nodes do.</summary>
    public bool KeepsStatusOnCreate { get; init; }

    /// <summary>Whether metadata.generation counts changes outside metadata and status.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>Null when there is no scale subresource.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>Fields that a field selector may name besides metadata.name and metadata.namespace.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>What names of the kind look like.</summary>
    public NameRule NameRule { get; init; } = NameRule.Subdomain;

    /// <summary>As messages name it: <c>deployments.apps</c>.</summary>
    public string Resource => Definition.Group.Length == 0 ? Definition.PluralName : $"{Definition.PluralName}.{Definition.Group}";

    /// <summary>As messages about invalid objects name it: <c>Deployment.apps</c>.</summary>
    public string QualifiedKind => Definition.Group.Length == 0 ? Definition.Kind : $"{Definition.Kind}.{Definition.Group}";
}
