using System.Reflection;
using System.Reflection.Emit;

namespace EventPlatform.UnitTests.Architecture;

/// <summary>Finds the types that a type uses in its declaration, its members and the bodies of its methods.</summary>
internal static class TypeUses
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) => Declared(type)
        .Concat(type.GetFields(Own).Select(field => field.FieldType))
        .Concat(type.GetMethods(Own).SelectMany(method => In(method).Append(method.ReturnType)))
        .Concat(type.GetConstructors(Own).SelectMany(In)).SelectMany(Parts).Distinct();

    private static IEnumerable<Type> Declared(Type type) => type.GetInterfaces()
        .Concat(type.BaseType is { } parent ? [parent] : [])
        .Concat(type.GetGenericArguments().Where(argument => argument.IsGenericParameter)
            .SelectMany(argument => argument.GetGenericParameterConstraints()));

    private static IEnumerable<Type> In(MethodBase method)
    {
        foreach (var parameter in method.GetParameters()) yield return parameter.ParameterType;
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var used in Tokens(body.GetILAsByteArray()!).SelectMany(token => Resolve(method, token))) yield return used;
    }

    private static IEnumerable<Type> Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, method.IsGenericMethod ? method.GetGenericArguments() : null) switch
        {
            Type used => [used],
            FieldInfo field => [field.DeclaringType!, field.FieldType],
            MethodInfo { DeclaringType: { } owner } called => [owner, called.ReturnType, .. called.GetGenericArguments()],
            ConstructorInfo { DeclaringType: { } made } => [made],
            _ => [],
        };
    }

    /// <summary>Returns the metadata tokens in the IL of a method.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xfe ? Codes[(short)(0xfe00 | code[at + 1])] : Codes[code[at]];
            at += operation.Size;
            var kind = operation.OperandType;
            if (kind is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += kind switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsGenericParameter: true } => [],
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
