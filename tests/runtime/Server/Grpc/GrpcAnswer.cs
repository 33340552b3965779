namespace Slipway.Runtime.Server.Tests.Grpc;

/// <summary>What a call came to.</summary>
/// <param name="Status">The trailer grpc-status.</param>
/// <param name="Message">The trailer grpc-message, decoded.</param>
/// <param name="Messages">The messages, without their prefixes.</param>
internal sealed record GrpcAnswer(string Status, string Message, IReadOnlyList<byte[]> Messages);
