namespace Slipway.Controllers.Applying;

/// <summary>Whose an object is.</summary>
internal enum Ownership
{
    /// <summary>Controlled by this ModelDeployment.</summary>
    Ours,

    /// <summary>Controlled by an earlier ModelDeployment of the same name, or being deleted: it goes by itself.</summary>
    Leftover,

    /// <summary>Someone else's; not to be touched.</summary>
    Foreign,
}
