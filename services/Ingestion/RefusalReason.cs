using EventPlatform.Contracts;
using EventPlatform.Ingestion.Bodies;
using EventPlatform.Ingestion.Validation;

namespace EventPlatform.Ingestion;

/// <summary>The reason why an event, or a body as a whole, was refused.</summary>
internal enum RefusalReason
{
    Invalid, UnknownType, SourceOfAnotherFeed, OnlyForOps,
    MediaType, TooLarge, TooSlow, RateLimit, HeldBack, NotConfirmed, KeyRevoked, TooManyRefused, Maintenance,
}

internal static class RefusalReasons
{
    public static RefusalReason Of(IReadOnlyList<Problem> problems) => problems switch
    {
        [{ Pointer: "/type" } only] when only.Message == EventAttributes.KnownTypes => RefusalReason.UnknownType,
        [{ Pointer: "/source" } only] when only.Message.StartsWith(CloudEventReader.NotYours, StringComparison.Ordinal)
            => RefusalReason.SourceOfAnotherFeed,
        [{ Message: EventRead.OnlyForOps }] => RefusalReason.OnlyForOps,
        _ => RefusalReason.Invalid,
    };

    public static RefusalReason Of(BodyEnd end) => end switch
    {
        BodyEnd.TooLarge => RefusalReason.TooLarge,
        BodyEnd.TooSlow => RefusalReason.TooSlow,
        BodyEnd.KeyRevoked => RefusalReason.KeyRevoked,
        BodyEnd.Maintenance => RefusalReason.Maintenance,
        _ => RefusalReason.HeldBack,
    };
}
